/** Several instances of a pipeline in one JVM. */
@NullMarked
package io.willingly.streams.instance;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.willingly.flink;

import org.jspecify.annotations.NullMarked;

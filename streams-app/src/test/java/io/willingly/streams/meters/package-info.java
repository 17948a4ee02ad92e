@NullMarked
package io.willingly.streams.meters;

import org.jspecify.annotations.NullMarked;

/** The commit buffer keeps its promises. */
@NullMarked
package io.willingly.streams.buffer;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.willingly.streams.watch;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.willingly.streams.delivery;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.willingly.streams.published;

import org.jspecify.annotations.NullMarked;

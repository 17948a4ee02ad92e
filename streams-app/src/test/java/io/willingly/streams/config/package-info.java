/** Settings are read in the documented order and refused with a way out. */
@NullMarked
package io.willingly.streams.config;

import org.jspecify.annotations.NullMarked;

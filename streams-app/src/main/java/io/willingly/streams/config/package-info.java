/** Settings: declared once, read once, from file, environment and flags. */
@NullMarked
package io.willingly.streams.config;

import org.jspecify.annotations.NullMarked;

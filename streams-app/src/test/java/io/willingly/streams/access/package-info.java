@NullMarked
package io.willingly.streams.access;

import org.jspecify.annotations.NullMarked;

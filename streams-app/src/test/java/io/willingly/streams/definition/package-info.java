@NullMarked
package io.willingly.streams.definition;

import org.jspecify.annotations.NullMarked;

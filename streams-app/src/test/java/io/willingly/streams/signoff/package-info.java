@NullMarked
package io.willingly.streams.signoff;

import org.jspecify.annotations.NullMarked;

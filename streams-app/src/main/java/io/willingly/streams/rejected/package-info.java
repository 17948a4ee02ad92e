/** What was rejected, as the topic {@code rejected-events} keeps it. */
@NullMarked
package io.willingly.streams.rejected;

import org.jspecify.annotations.NullMarked;

/** What happens to single records. */
@NullMarked
package io.willingly.streams.processor;

import org.jspecify.annotations.NullMarked;

/** References that are generated and compared. */
@NullMarked
package io.willingly.streams.reference;

import org.jspecify.annotations.NullMarked;

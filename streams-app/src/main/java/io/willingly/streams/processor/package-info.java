/**
 * What happens to a record: checked, folded, summed, published. Rules and sums are those of
 * metrics-core; here they meet stores, buffers and topics.
 */
@NullMarked
package io.willingly.streams.processor;

import org.jspecify.annotations.NullMarked;

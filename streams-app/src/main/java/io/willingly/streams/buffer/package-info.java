/**
 * Memory that is emptied inside the transaction, before it commits (R45 to R48). The only package
 * that touches internals of Kafka Streams.
 */
@NullMarked
package io.willingly.streams.buffer;

import org.jspecify.annotations.NullMarked;

package io.willingly.streams.assemble;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way out of a processor.
 *
 * @param topic it goes to
 * @param value as sent; null is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: bytes on their way
record Sent(String topic, byte @Nullable [] value) {}

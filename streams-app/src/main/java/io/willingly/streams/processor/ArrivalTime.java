package io.willingly.streams.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time a record arrived. Never throws (R61): a negative timestamp becomes {@link #BAD}, for
 * {@link Intake} to reject, where the default extractor would stop the thread.
 */
public final class ArrivalTime implements TimestampExtractor {
  /** What a record without a usable timestamp gets. */
  static final long BAD = 0;

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(BAD, record.timestamp());
  }
}

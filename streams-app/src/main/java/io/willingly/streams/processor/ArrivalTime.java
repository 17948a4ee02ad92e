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

  /**
   * 2100-01-01T00:00Z. Nothing arrives later: a timestamp in microseconds would, and would book all
   * that comes after it of its customer on that day (R7).
   */
  static final long END = 4_102_444_800_000L;

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(BAD, record.timestamp());
  }
}

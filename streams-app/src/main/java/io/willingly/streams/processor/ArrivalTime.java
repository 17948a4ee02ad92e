package io.willingly.streams.processor;

import io.willingly.stages.Received;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The time a record arrived. Never throws (R61): a negative timestamp becomes {@link
 * Received#NO_ARRIVAL}, for {@link io.willingly.stages.Intake} to reject, where the default
 * extractor would stop the thread.
 */
public final class ArrivalTime implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(Received.NO_ARRIVAL, record.timestamp());
  }
}

package io.willingly.streams.topology;

import io.willingly.stages.Inflow;
import io.willingly.streams.processor.ValidateProcessor;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Bytes become facts, or refusals with a reason. */
final class ValidateStage {
  private ValidateStage() {}

  static KStream<byte[], Inflow> apply(KStream<byte[], byte[]> records, String name, Rules rules) {
    return records.process(
        () -> new ValidateProcessor(rules.ids(), rules.partitions()), Named.as(name));
  }
}

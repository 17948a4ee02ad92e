package io.willingly.streams.topology;

import io.willingly.stages.Inflow;
import io.willingly.streams.processor.CustomerProcessor;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Deduplicate, remember, fold, difference: see {@link CustomerProcessor}. */
final class CustomerStage {
  static final String REP_DELTAS = "rep-deltas";

  private CustomerStage() {}

  static KStream<byte[], byte[]> apply(KStream<byte[], Inflow> facts, Rules rules) {
    return facts.process(
        new CustomerProcessor.Setup(rules.task(), RepartitionStage.node(REP_DELTAS)),
        Named.as("customer"));
  }
}

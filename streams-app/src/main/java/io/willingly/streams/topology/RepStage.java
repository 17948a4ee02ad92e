package io.willingly.streams.topology;

import io.willingly.stages.Inflow;
import io.willingly.streams.processor.RepProcessor;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Tallies by rep, with the directory in the same task (R65): see {@link RepProcessor}. */
final class RepStage {
  static final String SCOPE_DELTAS = "scope-deltas";

  private RepStage() {}

  static KStream<byte[], byte[]> apply(
      KStream<byte[], Inflow> deltas, KStream<byte[], Inflow> directory, Rules rules) {
    return deltas
        .merge(directory, Named.as("rep-changes"))
        .process(
            new RepProcessor.Setup(
                rules.task(), rules.clock(), RepartitionStage.node(SCOPE_DELTAS)),
            Named.as("rep"));
  }
}

package io.willingly.streams.topology;

import io.willingly.stages.Inflow;
import io.willingly.streams.processor.ScopeProcessor;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Tallies by team and organisation: see {@link ScopeProcessor}. */
final class ScopeStage {
  private ScopeStage() {}

  static KStream<byte[], byte[]> apply(KStream<byte[], Inflow> deltas, Rules rules) {
    return deltas.process(new ScopeProcessor.Setup(rules.task(), rules.clock()), Named.as("scope"));
  }
}

package io.willingly.streams.topology;

import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Inflow;
import io.willingly.streams.state.Stores;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;

/**
 * The whole pipeline, in the order of the data. Three sub-topologies: by customer, by rep, by team
 * and organisation; see docs/topology.mmd.
 */
public final class PipelineTopology {
  private PipelineTopology() {}

  public static Topology build(Rules rules, StreamsConfig config) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));

    KStream<byte[], byte[]> records = SourceStage.customerRecords(builder);
    KStream<byte[], Inflow> facts = ValidateStage.apply(records, "validate-customers", rules);
    KStream<byte[], byte[]> history = CustomerStage.apply(facts, rules);
    PublishStage.publish(history, Stores.CUSTOMER_HISTORY, Topics.DEAL_VERDICTS, rules);
    PublishStage.publish(history, Stores.CUSTOMER_HISTORY, Topics.SAVE_LIST, rules);
    PublishStage.publish(history, Stores.CUSTOMER_HISTORY, Topics.REJECTED_EVENTS, rules);
    PublishStage.publish(history, Stores.CUSTOMER_HISTORY, Topics.INGEST_LEDGER, rules);

    KStream<byte[], Inflow> repDeltas = RepartitionStage.apply(history, CustomerStage.REP_DELTAS);
    KStream<byte[], byte[]> entries = SourceStage.repDirectory(builder);
    KStream<byte[], Inflow> directory = ValidateStage.apply(entries, "validate-directory", rules);
    KStream<byte[], byte[]> reps = RepStage.apply(repDeltas, directory, rules);
    PublishStage.publish(reps, Stores.REP_TALLIES, Topics.SERVICE_QUALITY, rules);
    PublishStage.publish(reps, Stores.REP_TALLIES, Topics.RESTATEMENTS, rules);
    PublishStage.publish(reps, Stores.REP_TALLIES, Topics.REJECTED_EVENTS, rules);
    PublishStage.publish(reps, Stores.REP_TALLIES, Topics.INGEST_LEDGER, rules);

    KStream<byte[], Inflow> scopeDeltas = RepartitionStage.apply(reps, RepStage.SCOPE_DELTAS);
    KStream<byte[], byte[]> scopes = ScopeStage.apply(scopeDeltas, rules);
    PublishStage.publish(scopes, Stores.SCOPE_TALLIES, Topics.SERVICE_QUALITY, rules);
    PublishStage.publish(scopes, Stores.SCOPE_TALLIES, Topics.RESTATEMENTS, rules);

    return builder.build();
  }
}

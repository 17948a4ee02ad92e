package io.willingly.benchmarks;

import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Intake;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * The input and output of the pipeline without its rules: as many store reads and writes of as many
 * bytes for an event, as many records to each hop and as many published, and no event is decoded.
 * No record cache: what the pipeline's buffers merge is left out already.
 */
final class PlainestTopology {
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();
  private static final int REPS = 300;
  private static final int SCOPES = 16;

  private PlainestTopology() {}

  /**
   * What the pipeline was measured to do.
   *
   * @param gets of the fold, for an event
   * @param puts rows written by customer, for an event: those of one commit are merged before
   * @param rowBytes mean size of a row
   * @param repDeltas records of the hop by rep, for an event
   * @param repRows rows written by rep, for a record of that hop
   * @param scopeDeltas records of the hop by scope, for a record of the hop before
   * @param scopeRows rows written by scope, for a record of that hop
   * @param published records published by the first stage, for an event
   * @param tallies records published by the other stages, for a record of the hop by rep
   */
  record Measured(
      double gets,
      double puts,
      int rowBytes,
      double repDeltas,
      double repRows,
      double scopeDeltas,
      double scopeRows,
      double published,
      double tallies) {}

  static Topology build(Measured of, StreamsConfig config) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    KStream<byte[], byte[]> records =
        builder.stream(
            Intake.CUSTOMER_TOPICS, Consumed.with(BYTES, BYTES).withName("plain-records"));
    KStream<byte[], byte[]> byRep =
        stage(
            builder,
            records,
            "plain-customer",
            new PlainProcessor.Load(
                "plain-customer-rows",
                of.gets(),
                of.puts(),
                of.rowBytes(),
                hop("plain-by-rep"),
                REPS,
                of.repDeltas(),
                "plain-customer-out",
                of.published()),
            "plain-by-rep");
    KStream<byte[], byte[]> byScope =
        stage(
            builder,
            byRep,
            "plain-rep",
            new PlainProcessor.Load(
                "plain-rep-rows",
                of.repRows(),
                of.repRows(),
                of.rowBytes(),
                hop("plain-by-scope"),
                SCOPES,
                of.scopeDeltas(),
                "plain-rep-out",
                of.tallies()),
            "plain-by-scope");
    KStream<byte[], byte[]> end =
        process(
            builder,
            byScope,
            "plain-scope",
            new PlainProcessor.Load(
                "plain-scope-rows",
                of.scopeRows(),
                of.scopeRows(),
                of.rowBytes(),
                "",
                1,
                0,
                "plain-scope-out",
                0));
    end.to(Topics.SERVICE_QUALITY.name(), Produced.with(BYTES, BYTES).withName("plain-scope-out"));
    // Only its offsets are wanted: the pipeline reads it too.
    builder.stream(
            List.of(Topics.REP_DIRECTORY.name()),
            Consumed.with(BYTES, BYTES).withName("plain-directory"))
        .foreach((key, value) -> {}, Named.as("plain-ignore"));
    return builder.build();
  }

  private static String hop(String name) {
    return name + "-repartition-filter";
  }

  private static KStream<byte[], byte[]> stage(
      StreamsBuilder builder,
      KStream<byte[], byte[]> in,
      String name,
      PlainProcessor.Load load,
      String hop) {
    KStream<byte[], byte[]> out = process(builder, in, name, load);
    out.to(Topics.SERVICE_QUALITY.name(), Produced.with(BYTES, BYTES).withName(load.output()));
    return out.repartition(
        Repartitioned.<byte[], byte[]>as(hop).withKeySerde(BYTES).withValueSerde(BYTES));
  }

  private static KStream<byte[], byte[]> process(
      StreamsBuilder builder, KStream<byte[], byte[]> in, String name, PlainProcessor.Load load) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(load.store()), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled());
    return in.process(() -> new PlainProcessor(load), Named.as(name), load.store());
  }
}

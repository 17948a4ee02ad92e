package io.willingly.benchmarks;

import io.willingly.benchmarks.NaiveState.CellsAt;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Delta;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyBytes;
import io.willingly.schemas.quality.QualityCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.stages.Intake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The naive peer: the same rules in the plain DSL. A customer's history is one value of an
 * aggregate; every difference is a record of its own in a repartition by rep and day; the team is a
 * foreign-key join with the directory, teams and the organisation are table aggregates over further
 * repartitions, and each changed row is published as the pipeline publishes it. Longer periods are
 * summed for reps only, and there are no rolling windows, verdicts, save list, ledger or evidence
 * index: it does less than the pipeline it is compared with.
 */
final class NaiveDsl {
  static final String REP_DAYS = "naive-rep-days";
  static final String TEAM_DAYS = "naive-team-days";
  static final String ORGANISATION_DAYS = "naive-organisation-days";

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();
  private static final int AS_OF = 20_000;

  private final Fold fold;
  private final RepFold repFold;
  private final SchemaIds ids;
  private final QualityCodec codec;
  private final WireFormat<ServiceQualityKey> keys;
  private final WireFormat<ServiceQuality> values;

  NaiveDsl(Definition definition, SchemaIds ids) {
    this.fold = new Fold(definition);
    this.repFold = new RepFold(definition, "company");
    this.ids = ids;
    this.codec = new QualityCodec(definition);
    this.keys = WireFormat.keys(Topics.SERVICE_QUALITY, ids);
    this.values = WireFormat.values(Topics.SERVICE_QUALITY, ids);
  }

  Topology build(StreamsConfig config) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    KStream<byte[], Fact> facts = facts(builder, Intake.CUSTOMER_TOPICS, "naive-facts");
    KStream<byte[], byte[]> differences = differences(facts);
    KTable<byte[], byte[]> repDays = repDays(differences);
    publishDays(repDays, REP_DAYS);
    publish(periods(differences), "naive-rep-periods");
    KTable<byte[], byte[]> directory =
        facts(builder, List.of(Topics.REP_DIRECTORY.name()), "naive-entries")
            .groupByKey()
            .aggregate(
                NaiveState::empty,
                (rep, entry, rows) -> enter(entry, rows),
                store("naive-directory"));
    KTable<byte[], byte[]> primary =
        repDays.filter((at, cells) -> CellsAt.decode(at).isPrimary(), Named.as("naive-primary"));
    publishDays(
        total(
            primary.leftJoin(
                directory,
                (at, cells) -> CellsAt.decode(at).owner(),
                NaiveState::withRows,
                TableJoined.as("naive-team-join"),
                store("naive-routed")),
            TEAM_DAYS,
            NaiveDsl::teamOf),
        TEAM_DAYS);
    publishDays(
        total(primary, ORGANISATION_DAYS, (at, cells) -> ScopeId.organisation("company")),
        ORGANISATION_DAYS);
    return builder.build();
  }

  private KStream<byte[], Fact> facts(StreamsBuilder builder, List<String> topics, String name) {
    return builder.stream(topics, Consumed.with(BYTES, BYTES).withName(name))
        .processValues(() -> new FactReader(ids), Named.as(name + "-decode"));
  }

  private KStream<byte[], byte[]> differences(KStream<byte[], Fact> facts) {
    return facts
        .groupByKey()
        .aggregate(
            NaiveState::empty,
            (customer, fact, history) -> apply(fact, history),
            // A cache would merge two histories and lose the difference of the first.
            store("naive-histories").withCachingDisabled())
        .toStream(Named.as("naive-changes"))
        .flatMap((customer, history) -> differences(history), Named.as("naive-differences"));
  }

  private static KTable<byte[], byte[]> repDays(KStream<byte[], byte[]> differences) {
    return differences
        .repartition(
            Repartitioned.<byte[], byte[]>as("naive-by-rep")
                .withKeySerde(BYTES)
                .withValueSerde(BYTES))
        .groupByKey(Grouped.with(BYTES, BYTES))
        .aggregate(
            NaiveState::noCells,
            (at, added, cells) -> NaiveState.sum(cells, added, 1),
            store(REP_DAYS));
  }

  private byte[] apply(Fact fact, byte[] history) {
    NaiveState.MapRows rows = NaiveState.rows(history);
    Delta delta = fold.apply(rows, fact);
    return NaiveState.history(rows, delta.cells());
  }

  private byte[] enter(Fact entry, byte[] history) {
    NaiveState.MapRows rows = NaiveState.rows(history);
    repFold.apply(rows, entry);
    return NaiveState.history(rows, List.of());
  }

  private static List<KeyValue<byte[], byte[]>> differences(byte[] history) {
    Map<CellsAt, List<Cell>> byRepDay = new LinkedHashMap<>();
    for (Cell cell : NaiveState.difference(history)) {
      CellKey key = cell.key();
      byRepDay
          .computeIfAbsent(
              new CellsAt(ScopeId.rep(key.repId()), key.role(), key.cohortDay()),
              at -> new ArrayList<>())
          .add(cell);
    }
    List<KeyValue<byte[], byte[]>> records = new ArrayList<>();
    byRepDay.forEach(
        (at, cells) -> records.add(KeyValue.pair(at.encode(), NaiveState.cells(cells))));
    return records;
  }

  private interface ScopeOf {
    ScopeId of(CellsAt at, byte[] value);
  }

  private static ScopeId teamOf(CellsAt at, byte[] value) {
    return at.scope().id().equals(CellKey.NO_REP)
        ? ScopeId.team(ScopeId.SELF_SERVE)
        : ScopeId.team(
            RepFold.team(
                NaiveState.rows(NaiveState.joinedRows(value)),
                at.scope().id(),
                at.day(),
                Integer.MAX_VALUE));
  }

  /** The additions and subtractions of a table by another key. */
  private static KTable<byte[], byte[]> total(
      KTable<byte[], byte[]> table, String name, ScopeOf scope) {
    return table
        .groupBy(
            (at, value) -> {
              CellsAt from = CellsAt.decode(at);
              CellsAt to = new CellsAt(scope.of(from, value), from.role(), from.day());
              return KeyValue.pair(to.encode(), NaiveState.joinedCells(value));
            },
            Grouped.<byte[], byte[]>as(name + "-by").withKeySerde(BYTES).withValueSerde(BYTES))
        .aggregate(
            NaiveState::noCells,
            (at, added, cells) -> NaiveState.sum(cells, added, 1),
            (at, removed, cells) -> NaiveState.sum(cells, removed, -1),
            store(name));
  }

  /** Each difference once more for every longer period its day lies in. */
  private static KTable<byte[], byte[]> periods(KStream<byte[], byte[]> differences) {
    return differences
        .flatMap((at, cells) -> byPeriod(CellsAt.decode(at), cells), Named.as("naive-periods"))
        .repartition(
            Repartitioned.<byte[], byte[]>as("naive-by-period")
                .withKeySerde(BYTES)
                .withValueSerde(BYTES))
        .groupByKey(Grouped.with(BYTES, BYTES))
        .aggregate(
            () -> TallyBytes.encode(Tally.ZERO),
            (at, added, sum) -> NaiveState.plus(sum, added),
            store("naive-rep-periods"));
  }

  private static List<KeyValue<byte[], byte[]>> byPeriod(CellsAt at, byte[] cells) {
    byte[] tally = NaiveState.tally(cells);
    return Period.of(at.day()).stream()
        .filter(period -> period.kind() != Period.Kind.DAY)
        .map(period -> KeyValue.pair(at.in(period).encode(), tally))
        .toList();
  }

  private void publishDays(KTable<byte[], byte[]> days, String name) {
    publish(days.mapValues(NaiveState::tally, Named.as(name + "-tallies")), name);
  }

  private void publish(KTable<byte[], byte[]> tallies, String name) {
    tallies
        .toStream(Named.as(name + "-rows"))
        .map((at, tally) -> row(CellsAt.decode(at), tally), Named.as(name + "-encode"))
        .to(Topics.SERVICE_QUALITY.name(), Produced.with(BYTES, BYTES).withName(name + "-out"));
  }

  private KeyValue<byte[], byte[]> row(CellsAt at, byte[] tally) {
    WireFormat.Body body = codec.body(TallyBytes.decode(tally), List.of(), AS_OF);
    return KeyValue.pair(
        keys.encode(codec.key(at.scope(), at.role(), at.period())),
        body == null ? new byte[0] : values.encode(body));
  }

  private static Materialized<byte[], byte[], KeyValueStore<Bytes, byte[]>> store(String name) {
    return Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as(name)
        .withKeySerde(BYTES)
        .withValueSerde(BYTES);
  }
}

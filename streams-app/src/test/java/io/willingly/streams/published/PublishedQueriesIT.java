package io.willingly.streams.published;

import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.demo.Company;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.query.ReportText.View;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsQueries;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topics say, next to what the state says, of the same pipeline. */
class PublishedQueriesIT {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final LocalDate DATE = LocalDate.of(2026, 4, 20);
  private static final int DAYS = 130;
  private static final int TODAY = Math.toIntExact(DATE.toEpochDay());

  @TempDir private Path folder;

  @Test
  void aReportFromTheTopicsIsThatOfTheStateToTheLastByte() throws Exception {
    try (DevBroker broker = DevBroker.start(folder.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun run =
            PipelineRun.start(
                broker.bootstrapServers(),
                folder.resolve("state"),
                DEFINITION,
                new TestClock(DATE))) {
      Map<Boolean, List<Fact>> good = facts().stream().collect(partitioningBy(this::isGood));
      PipelineRun.send(broker.bootstrapServers(), good.getOrDefault(true, List.of()));
      sendUnderAnotherKey(broker.bootstrapServers(), good.getOrDefault(false, List.of()));
      run.drained();
      Queries state =
          new StreamsQueries(
              StateStores.of(run.service().streams(), run.service().partitions()),
              DEFINITION,
              "company",
              Closing.STANDARD,
              (scope, period) -> Map.of(),
              () -> 0);
      Queries topics =
          new PublishedQueries(
              new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), Deliveries.IDS),
              DEFINITION,
              "company",
              () -> new Ledger(List.of()),
              () -> 0);

      for (String period : List.of("all", "2026-01", "2026-Q1", "2026-04-02", "rolling-90d")) {
        for (ScopeId.Kind kind : ScopeId.Kind.values()) {
          assertSame(topics, state, kind, Period.parse(period), TODAY);
        }
      }
      // What is old enough is the same on a later day, but for the age of the oldest deal.
      assertSame(topics, state, ScopeId.Kind.REP, Period.parse("2025-12"), TODAY + 3);
      assertThatThrownBy(
              () -> topics.report(ScopeId.Kind.REP, Period.ROLLING_30D, AsOf.day(TODAY + 1)))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("--as-of 2026-04-20");
      assertThatThrownBy(() -> topics.report(ScopeId.Kind.REP, Period.ALL, AsOf.knownOn(TODAY)))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("`willingly run` without --engine");
    }
  }

  private boolean isGood(Fact fact) {
    return fact.family() != Family.REP || !fact.customerId().equals("R-001");
  }

  /** The pipeline refuses them, and so must the names. */
  private static void sendUnderAnotherKey(String bootstrap, List<Fact> facts) throws Exception {
    assertThat(facts).isNotEmpty();
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(bootstrap)) {
      for (Fact fact : facts) {
        ProducerRecord<byte[], byte[]> record = Deliveries.of(fact);
        byte[] key = "another".getBytes(StandardCharsets.UTF_8);
        producer
            .send(
                new ProducerRecord<>(record.topic(), null, record.timestamp(), key, record.value()))
            .get();
      }
    }
  }

  private static void assertSame(
      Queries topics, Queries state, ScopeId.Kind kind, Period period, int day) {
    var published = topics.report(kind, period, AsOf.day(day));
    var kept = state.report(kind, period, AsOf.day(day));
    assertThat(kept.rows()).as("%s %s", kind, period).isNotEmpty();
    for (View view : View.values()) {
      for (Format format : Format.values()) {
        assertThat(ReportText.of(published, view, format))
            .as("%s %s %s %s", kind, period, view, format)
            .isEqualTo(ReportText.of(kept, view, format));
      }
    }
  }

  private static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    Iterator<Fact> all =
        new Company(new Company.Settings(5, 12, DATE.minusDays(DAYS), ZoneOffset.UTC)).facts();
    for (Fact next = all.next();
        DEFINITION.dayOfMillis(next.delivery().arrival()) <= TODAY;
        next = all.next()) {
      facts.add(next);
    }
    return facts;
  }
}

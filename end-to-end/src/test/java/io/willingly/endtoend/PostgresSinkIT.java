package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.BaselineKey;
import io.willingly.event.BaselineVersion;
import io.willingly.event.WaitingObjectKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.RegistryStub;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.WaitingDeals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configurations of {@code connectors/src/main/connect}, as they are, fill PostgreSQL with what
 * the pipeline publishes. Each test has reps and customers of its own.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class PostgresSinkIT {
  private static final Path TABLES =
      Path.of("..", "connectors", "src", "main", "sql", "tables.sql");

  private static Postgres postgres;
  private static DevBroker broker;
  private static RegistryStub registry;
  private static PipelineRun pipeline;
  private static ConnectCluster connect;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    postgres = Postgres.inContainer();
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    registry = new RegistryStub(Deliveries.IDS, 1);
    pipeline =
        PipelineRun.start(
            broker.bootstrapServers(),
            directory.resolve("state"),
            Definition.standard(ZoneOffset.UTC),
            new TestClock(LocalDate.of(2026, 2, 25)));
    connect =
        ConnectCluster.start(broker.bootstrapServers(), Sinks.worker(postgres, registry.address()));
    Sinks.run(connect);
  }

  @AfterAll
  static void stop() throws IOException {
    for (AutoCloseable one : new AutoCloseable[] {connect, pipeline, registry, broker, postgres}) {
      if (one != null) {
        try {
          one.close();
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  @Test
  void aRefundChangesTheRowOfItsRepAndLeavesARestatement() {
    Sales anna = new Sales("anna");
    List<Fact> facts = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      facts.add(anna.won("a" + i, "2026-01-05"));
      facts.add(anna.answered("a" + i, 5, "2026-01-12"));
    }
    send(facts);
    String quarter =
        "SELECT won, remorse_30, happy_to_pay_rate, happy_to_pay_state, as_of FROM service_quality"
            + " WHERE id = 'anna' AND period = '2026-Q1' AND role = 'PRIMARY'";
    postgres.await(quarter, "[12, 0, 1.000000, TOLD, 2026-02-25]");

    send(List.of(anna.refunded("a1", "2026-01-20", "2026-02-20")));

    postgres.await(quarter, "[12, 1, 0.916667, TOLD, 2026-02-25]");
    assertThat(
            postgres.rows(
                """
                SELECT happy_to_pay_low > 0.4, happy_to_pay_low < happy_to_pay_rate,
                  happy_to_pay_high > happy_to_pay_rate
                FROM service_quality WHERE id = 'anna' AND period = '2026-Q1'
                """))
        .containsExactly(List.of("t", "t", "t"));
    postgres.await(
        """
        SELECT closed_on, arrival_day, causes -> 0 ->> 'event_id', record_offset >= 0
        FROM restatements WHERE id = 'anna' AND period = '2026-01' AND role = 'PRIMARY'
        """,
        "[2026-02-10, 2026-02-20, refund-a1, t]");
    postgres.await(
        "SELECT rep_id, verdict, remorse_day, amount_minor, cohort_day FROM deal_verdicts"
            + " WHERE customer_id = 'a1'",
        "[anna, TOOK_IT_BACK, 15, 125000, 2026-01-05]");
  }

  @Test
  void aRowWithoutNumbersIsDeleted() {
    Sales ben = new Sales("ben");
    send(List.of(ben.won("b1", "2026-02-03")));
    String rows = "SELECT count(*) > 0 FROM service_quality WHERE id = 'ben'";
    postgres.await(rows, "[t]");

    send(List.of(ben.wonWithdrawn("b1", "2026-02-03", "2026-02-04")));

    postgres.await(rows, "[f]");
  }

  @Test
  void anErasedCustomerIsGone() {
    Sales carl = new Sales("carl");
    send(List.of(carl.won("c1", "2026-02-20"), carl.answered("c1", 1, "2026-02-22")));
    String rows =
        "SELECT (SELECT count(*) FROM save_list WHERE customer_id = 'c1'),"
            + " (SELECT count(*) FROM deal_verdicts WHERE customer_id = 'c1')";
    postgres.await(
        "SELECT rep_id, reasons FROM save_list WHERE customer_id = 'c1'", "[carl, [\"UNHAPPY\"]]");
    postgres.await(rows, "[1, 1]");

    send(List.of(carl.erased("c1", "2026-02-24")));

    postgres.await(rows, "[0, 0]");
  }

  @Test
  void aRejectedRecordIsARowWithoutItsBytes() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(broker.bootstrapServers())) {
      producer
          .send(
              new ProducerRecord<>(
                  "deal-events",
                  "d1".getBytes(StandardCharsets.UTF_8),
                  "not ours".getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    pipeline.drained();

    postgres.await(
        "SELECT topic, \"offset\" >= 0, reason, arrival > now() - interval '1 day' FROM rejected_events",
        "[deal-events, t, UNDECODABLE, t]");
    postgres.await(
        "SELECT outcome, sum(\"count\") FROM ingest_ledger WHERE source = '~undecoded' GROUP BY 1",
        "[REJECTED, 1]");
    assertThat(postgres.rows("SELECT row_to_json(r) FROM rejected_events r").toString())
        .doesNotContain("not ours");
  }

  @Test
  void anObjectThatWaitsIsARowForAsLongAsItDoes() {
    WaitingDeals.of("hubspot", broker.bootstrapServers(), Instant.parse("2026-02-20T10:00:00Z"));
    String rows =
        "SELECT waits.alias, waits.field, count(*), min(waits.since) AT TIME ZONE 'UTC'"
            + " FROM waiting_objects waits GROUP BY 1, 2 ORDER BY 3";
    postgres.await(
        rows,
        "[null, won.repId, 1, 2026-02-20 11:00:00]",
        "[customer|hubspot|77, won.customerId, 5, 2026-02-20 10:00:00]");

    PipelineRun.publish(
        broker.bootstrapServers(),
        Topics.WAITING_OBJECTS,
        new WaitingObjectKey("hubspot", "deal", "9100"),
        null);

    postgres.await(rows, "[customer|hubspot|77, won.customerId, 5, 2026-02-20 10:00:00]");
  }

  @Test
  void aBaselineIsARow() {
    BaselineVersion fitted = new BaselineVersion();
    fitted.setDefinitionHash("h");
    fitted.setFirstCohortDay(LocalDate.of(2025, 1, 1));
    fitted.setLastCohortDay(LocalDate.of(2025, 12, 31));
    fitted.setSegments(List.of());

    PipelineRun.publish(
        broker.bootstrapServers(),
        Topics.BASELINES,
        new BaselineKey("REP", "REMORSE_30", 1, "2026-02-23"),
        fitted);

    postgres.await(
        "SELECT component, fitted_on, last_cohort_day, segments FROM baselines",
        "[REMORSE_30, 2026-02-23, 2025-12-31, []]");
  }

  /** Nobody looks at the order of the tests, so whatever they left is read again. */
  @Test
  void aSinkThatBeginsAnewHasTheSameRows() {
    Sales dora = new Sales("dora");
    send(List.of(dora.won("e1", "2026-02-01"), dora.won("e2", "2026-02-02")));
    send(List.of(dora.wonWithdrawn("e2", "2026-02-02", "2026-02-03")));
    PipelineRun.await(() -> BothSides.agree(postgres, broker));
    String name = Sinks.TABLES;
    connect.stop(name);
    postgres.execute(
        "DELETE FROM service_quality WHERE id = 'dora'; UPDATE ingest_ledger SET \"count\" = 0");

    connect.rest().delete("/connectors/" + name + "/offsets");
    connect.rest().put("/connectors/" + name + "/resume", Map.of());

    PipelineRun.await(() -> BothSides.agree(postgres, broker));
  }

  /** As a later version of Willingly may write: with one more field, and null in rows of before. */
  @Test
  void aFieldThatWasAddedIsAColumn() throws Exception {
    Sales emil = new Sales("emil");
    send(List.of(emil.won("f1", "2026-02-20"), emil.answered("f1", 1, "2026-02-22")));
    postgres.await("SELECT rep_id FROM save_list WHERE customer_id = 'f1'", "[emil]");

    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(broker.bootstrapServers())) {
      producer.send(LaterVersion.saveList("f2", "call him")).get();
    }

    postgres.await(
        "SELECT customer_id, rep_id, next_step FROM save_list WHERE customer_id IN ('f1', 'f2')"
            + " ORDER BY 1",
        "[f1, emil, null]",
        "[f2, emil, call him]");
  }

  /** Views and comments need tables before the first row; the sink must find what it would make. */
  @Test
  void theTablesAreThoseThatTheSinkMakes() throws IOException {
    Sales fred = new Sales("fred");
    send(List.of(fred.won("g1", "2026-01-05"), fred.answered("g1", 1, "2026-02-22")));
    send(List.of(fred.refunded("g1", "2026-01-06", "2026-02-20")));
    postgres.await("SELECT count(*) > 0 FROM restatements WHERE id = 'fred'", "[t]");
    postgres.await(
        "SELECT count(*) FROM service_quality WHERE id = 'fred' AND period = 'all'", "[1]");
    postgres.execute("CREATE SCHEMA declared");
    String declared = Files.readString(TABLES);

    postgres.execute("SET search_path TO declared; " + declared);

    assertThat(columns("declared")).containsAll(columns("public"));
    // What is in the tables stays.
    postgres.execute(declared);
    assertThat(postgres.rows("SELECT count(*) > 0 FROM restatements WHERE id = 'fred'"))
        .containsExactly(List.of("t"));
  }

  private static List<List<@Nullable String>> columns(String schema) {
    return postgres.rows(
        """
        SELECT table_name, column_name, data_type, numeric_precision, numeric_scale, is_nullable
        FROM information_schema.columns
        WHERE table_schema = '%s' AND column_name <> 'next_step'
        """
            .formatted(schema));
  }

  private static void send(List<Fact> facts) {
    PipelineRun.send(broker.bootstrapServers(), facts);
    pipeline.drained();
  }
}

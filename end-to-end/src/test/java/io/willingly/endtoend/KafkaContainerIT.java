package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.demo.Company;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.PipelineState;
import io.willingly.streams.testing.Published;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.OracleResult;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the broker that others run, with the checks of a start, and killed in the middle. */
class KafkaContainerIT {
  private static final int FACTS = 4_000;
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);

  @Test
  void countsEachFactOnceThoughTheBrokerWasKilled(@TempDir Path state) {
    List<Fact> facts = facts();
    OracleResult expected = BatchOracle.judge(RULES, facts);
    try (KafkaContainer broker = KafkaContainer.start();
        PipelineRun pipeline = PipelineRun.start(broker.bootstrapServers(), state, RULES)) {
      PipelineRun.send(broker.bootstrapServers(), facts);
      PipelineRun.await(() -> !ledger(broker).isEmpty());

      broker.kill();

      PipelineState counted = pipeline.drained();
      assertThat(counted.measures()).isEqualTo(expected.measures());
      assertThat(counted.ledger()).isEqualTo(byReason(expected));
      assertThat(ledger(broker)).isEqualTo(byReason(expected));
    }
  }

  private static List<Fact> facts() {
    Company.Settings settings =
        new Company.Settings(7, 40, LocalDate.of(2025, 1, 1), ZoneOffset.UTC);
    Iterator<Fact> company = new Company(settings).facts();
    List<Fact> facts = new ArrayList<>(FACTS);
    while (facts.size() < FACTS) {
      Fact fact = company.next();
      FactChecks.Problem problem = FactChecks.check(fact);
      // The oracle does not know the table of currencies (R17).
      if (problem == null || problem.reason() != Reason.BAD_CURRENCY) {
        facts.add(fact);
      }
    }
    return facts;
  }

  private static Map<Reason, Long> byReason(OracleResult expected) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    expected.ledger().forEach((row, count) -> counts.merge(row.reason(), count, Long::sum));
    return counts;
  }

  private static Map<Reason, Long> ledger(KafkaContainer broker) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    Map<IngestLedgerKey, IngestLedgerRow> rows =
        Published.latest(broker.bootstrapServers(), Topics.INGEST_LEDGER);
    rows.forEach(
        (key, row) -> counts.merge(Reason.valueOf(key.getReason()), row.getCount(), Long::sum));
    return counts;
  }
}

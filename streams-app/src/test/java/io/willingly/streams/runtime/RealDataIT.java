package io.willingly.streams.runtime;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.DealState.RemorseReason;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.MappedFacts;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.PipelineState;
import io.willingly.testkit.data.RealData;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.Measure;
import io.willingly.testkit.oracle.OracleResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real data through mapping, wire format, broker and pipeline, against the rules in SQL over
 * the same events: every integer of every rep, team and day.
 */
class RealDataIT {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final int SENT_AGAIN = 5_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "bank-marketing, bank-marketing.tar.xz",
    "harper-valley, harper-valley.tar.xz",
    "maven-crm, maven-crm.tar.xz",
    "olist, olist-dev.tar.xz",
    "online-retail, online-retail-dev.tar.xz"
  })
  void everyIntegerIsTheOraclesAndStaysSoWhenSentAgain(String source, String archive)
      throws Exception {
    List<Fact> facts = facts(source, archive);
    OracleResult expected = BatchOracle.judge(DEFINITION, facts);
    try (DevBroker broker = DevBroker.start(folder.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun run =
            PipelineRun.start(broker.bootstrapServers(), folder.resolve("state"), DEFINITION)) {
      PipelineRun.send(broker.bootstrapServers(), facts);

      PipelineState state = run.drained();
      Map<Reason, Long> counted = byReason(expected);
      assertThat(state.ledger()).isEqualTo(counted);
      assertThat(state.deals(DEFINITION)).containsAllEntriesOf(byId(expected));
      assertSame(state.measures(), expected.measures());

      List<Fact> again = facts.subList(0, Math.min(SENT_AGAIN, facts.size()));
      PipelineRun.send(broker.bootstrapServers(), again);

      counted.merge(Reason.IDENTICAL_COPY, (long) again.size(), Long::sum);
      assertThat(run.drained().ledger()).isEqualTo(counted);
      assertSame(state.measures(), expected.measures());
    }
  }

  /** Counted by a query of its own over the lines; see ADR 0008. */
  @Test
  void cancellationsOfTheRetailerAreRemorseFromHalfOfTheAmountOn() throws Exception {
    List<Fact> facts = facts("online-retail", "online-retail-dev.tar.xz");

    Map<String, DealOutcome> deals = byId(BatchOracle.judge(DEFINITION, facts));

    assertThat(deals).hasSize(13_902);
    assertThat(
            deals.values().stream()
                .filter(deal -> deal.remorseReason() == RemorseReason.TOOK_IT_BACK)
                .filter(deal -> deal.remorseDay() != null && deal.remorseDay() <= 30))
        .hasSize(122);
  }

  private List<Fact> facts(String source, String archive) throws Exception {
    Path files = RealData.unpacked(archive, Files.createDirectory(folder.resolve("files")));
    return MappedFacts.of(
        new MappingLoader(DEFINITION.zone()).load(source), FileRevisions.lastModified(), files);
  }

  private static Map<Reason, Long> byReason(OracleResult expected) {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    expected.ledger().forEach((row, count) -> counts.merge(row.reason(), count, Long::sum));
    return counts;
  }

  private static Map<String, DealOutcome> byId(OracleResult expected) {
    return expected.deals().entrySet().stream()
        .collect(toMap(deal -> deal.getKey().dealId(), Map.Entry::getValue));
  }

  /** Equality that says only what differs, and copies nothing: the maps are large. */
  private static void assertSame(Map<Measure, Long> actual, Map<Measure, Long> expected) {
    assertThat(actual).hasSizeGreaterThan(10);
    assertThat(differing(actual, expected)).as("ours, not the oracle's").isEmpty();
    assertThat(differing(expected, actual)).as("the oracle's, not ours").isEmpty();
  }

  private static List<Map.Entry<Measure, Long>> differing(
      Map<Measure, Long> from, Map<Measure, Long> known) {
    return from.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(known.get(entry.getKey())))
        .limit(20)
        .toList();
  }
}

package io.willingly.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.RestatedMetric;
import io.willingly.event.Restatement;
import io.willingly.event.RestatementCause;
import io.willingly.event.RestatementKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.quality.Rates;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Publication;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.TopologyRunner;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** "January moved because of refund R-881", from the fact to the topic (R53). */
class RestatementTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);

  private final TopologyTestDriver driver = TopologyRunner.driver(RULES, Clock.systemUTC());

  @AfterEach
  void close() {
    driver.close();
  }

  private static List<String> published(TopologyTestDriver driver) {
    return TopologyRunner.records(driver, Topics.RESTATEMENTS).stream()
        .map(RestatementTest::told)
        .sorted()
        .toList();
  }

  private static String told(TestRecord<RestatementKey, Restatement> record) {
    RestatementKey key = record.key();
    Restatement value = record.value();
    return "%s %s: %s known %s, closed %s, %s, because %s"
        .formatted(
            key.getScope(),
            key.getId(),
            key.getPeriod(),
            value.getArrivalDay(),
            value.getClosedOn(),
            value.getMetrics().stream().map(RestatementTest::told).collect(Collectors.toList()),
            value.getCauses().stream().map(RestatementTest::told).collect(Collectors.toList()));
  }

  private static String told(RestatedMetric metric) {
    return metric.getMetric() + " " + told(metric.getBefore()) + " to " + told(metric.getAfter());
  }

  private static String told(@Nullable ByteBuffer rate) {
    return rate == null ? "none" : Rates.read(rate).stripTrailingZeros().toPlainString();
  }

  private static String told(RestatementCause cause) {
    return cause.getReason() + " " + cause.getEventId();
  }

  private void deliver(Fact fact) {
    TopologyRunner.pipe(driver, Deliveries.of(fact));
  }

  @Test
  void aLateRefundMovesTheClosedMonthAndIsNamed() {
    January.deals().forEach(this::deliver);
    assertThat(published(driver)).isEmpty();

    deliver(January.refund());

    String moved =
        "2026-01 known 2026-02-20, closed 2026-02-10, [remorse-30 0 to 0.2],"
            + " because [REFUNDED R-881]";
    assertThat(published(driver))
        .containsExactly(
            "ORGANISATION company: " + moved, "REP r1: " + moved, "TEAM ~unassigned: " + moved);

    deliver(January.refundWithdrawn());

    assertThat(published(driver))
        .hasSize(6)
        .contains(
            "REP r1: 2026-01 known 2026-04-20, closed 2026-02-10, [remorse-30 0.2 to 0],"
                + " because [RETRACTED_REFUNDED R-881]",
            "REP r1: 2026-Q1 known 2026-04-20, closed 2026-04-10, [remorse-30 0.2 to 0],"
                + " because [RETRACTED_REFUNDED R-881]");
  }

  @Test
  void aTeamThatIsToldLateMovesTheMonthsOfBothTeams() {
    January.deals().forEach(this::deliver);

    deliver(January.team());

    assertThat(published(driver))
        .containsExactly(
            "TEAM north: 2026-01 known 2026-03-01, closed 2026-02-10,"
                + " [remorse-30 none to 0, referral-90 none to 0], because [REP_ENTRY H-r1]",
            "TEAM ~unassigned: 2026-01 known 2026-03-01, closed 2026-02-10,"
                + " [remorse-30 0 to none, referral-90 0 to none], because [REP_ENTRY H-r1]");
  }

  @Test
  void aRefundThatIsKnownAlreadyChangesNothing() {
    January.deals().forEach(this::deliver);
    deliver(January.refund());
    published(driver);

    deliver(January.refund());

    assertThat(published(driver)).isEmpty();
  }

  @Test
  void aPipelineWhosePeriodsNeverClosePublishesNone() {
    Rules rules =
        new Rules(
            RULES, Closing.NEVER, "company", Deliveries.IDS, 1, Clock.systemUTC(), Publication.ALL);
    try (TopologyTestDriver never = TopologyRunner.driver(rules)) {
      January.deals().forEach(deal -> TopologyRunner.pipe(never, Deliveries.of(deal)));
      TopologyRunner.pipe(never, Deliveries.of(January.refund()));

      assertThat(published(never)).isEmpty();
      assertThat(TopologyRunner.records(never, Topics.SERVICE_QUALITY)).isNotEmpty();
    }
  }
}

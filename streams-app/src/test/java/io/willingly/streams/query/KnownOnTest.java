package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.TestClock;
import io.willingly.streams.testing.TopologyRunner;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R7, R69: deals that counted somewhere on a past day and do not now are found all the same. */
class KnownOnTest {
  private static final int FIRST = (int) LocalDate.parse("2026-01-05").toEpochDay();
  private static final long DAY = 86_400_000L;
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);

  private final TopologyTestDriver driver =
      TopologyRunner.driver(RULES, new TestClock(LocalDate.EPOCH));
  private final Queries queries = TopologyRunner.queries(driver, RULES);

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aDealThatACorrectionGaveToAnotherRepAndDay() {
    deliver(won("r1", 0, 1), 0);
    deliver(won("r2", 2, 2), 10);

    assertThat(deals(ScopeId.rep("r1"), 9)).containsExactly("D KEPT 0/1 on 0");
    assertThat(deals(ScopeId.rep("r1"), 10)).isEmpty();
    assertThat(deals(ScopeId.rep("r2"), 9)).isEmpty();
    assertThat(deals(ScopeId.rep("r2"), 10)).containsExactly("D KEPT 0/1 on 2");
  }

  /** The pipeline never saw the deal with its first rep: the correction had been delivered. */
  @Test
  void aDealWhoseCorrectionCameBeforeTheOriginal() {
    deliver(won("r2", 2, 2), 10);
    deliver(won("r1", 0, 1), 0);

    assertThat(deals(ScopeId.rep("r1"), 9)).containsExactly("D KEPT 0/1 on 0");
    assertThat(deals(ScopeId.rep("r1"), 10)).isEmpty();
    assertThat(deals(ScopeId.rep("r2"), 10)).containsExactly("D KEPT 0/1 on 2");
  }

  @Test
  void aDealThatIsDeletedSince() {
    deliver(won("r1", 0, 1), 0);
    deliver(deal("returned", DealKind.RETURNED, null, 3, 1), 3);
    deliver(deal("deleted", DealKind.DELETED, null, 20, 1), 20);

    assertThat(deals(ScopeId.rep("r1"), 2)).containsExactly("D KEPT 0/1 on 0");
    assertThat(deals(ScopeId.rep("r1"), 19)).containsExactly("D TOOK_IT_BACK 1/1 on 0");
    assertThat(deals(ScopeId.rep("r1"), 20)).isEmpty();
  }

  @Test
  void theTeamIsTheOneThatWasKnown() {
    deliver(won("r1", 0, 1), 0);
    deliver(team("north"), 5);

    assertThat(deals(ScopeId.team("~unassigned"), 4)).containsExactly("D KEPT 0/1 on 0");
    assertThat(deals(ScopeId.team("~unassigned"), 5)).isEmpty();
    assertThat(deals(ScopeId.team("north"), 5)).containsExactly("D KEPT 0/1 on 0");
  }

  /** R43: the integers stay in what was known before, and nothing that names the customer. */
  @Test
  void anErasedCustomersDealsAreIntegersWithoutIds() {
    deliver(won("r1", 0, 1), 0);
    deliver(deal("returned", DealKind.RETURNED, null, 3, 1), 3);
    deliver(deal("won later", DealKind.WON, "r1", 40, 1), 40);
    deliver(fact(Family.ERASURE, "erasure", 30, 1, new Content.Erasure()), 50);

    assertThat(deals(ScopeId.rep("r1"), 2)).containsExactly(" ERASED 0/1 on 0");
    assertThat(deals(ScopeId.rep("r1"), 49)).containsExactly(" ERASED 1/1 on 0");
    assertThat(deals(ScopeId.rep("r1"), 50)).containsExactly("D KEPT 0/1 on 40");
    assertThat(queries.deal("D", AsOf.knownOn(FIRST + 49))).isInstanceOf(Unknown.class);
  }

  @Test
  void noRowNamesAnErasedCustomer() {
    deliver(won("r1", 0, 1), 0);
    deliver(won("r2", 2, 2), 10);
    deliver(won("r3", 2, 3), 10);
    deliver(fact(Family.ERASURE, "erasure", 30, 1, new Content.Erasure()), 50);

    List<String> keys = keysNaming("C-1");

    // What the fold must remember to ignore what comes later (R43).
    assertThat(keys).containsExactly(text(StateKeys.customer("C-1")) + "h");
  }

  /** Each must sum to what the report has. */
  private List<String> deals(ScopeId scope, int day) {
    AsOf then = AsOf.knownOn(FIRST + day);
    Explanation explanation =
        (Explanation) queries.explain(scope, CellKey.PRIMARY, Metric.REMORSE, Period.ALL, then);
    assertThat(explanation.sum()).isEqualTo(explanation.reported());
    assertThat(explanation.reported().denominator())
        .isEqualTo(
            queries.report(scope.kind(), Period.ALL, then).rows().stream()
                .filter(row -> row.id().equals(scope.id()))
                .mapToLong(row -> Long.parseLong(row.value("won")))
                .sum());
    return explanation.deals().stream()
        .map(
            deal ->
                "%s %s %d/%d on %d"
                    .formatted(
                        deal.deal(),
                        deal.reason(),
                        deal.inNumerator(),
                        deal.inDenominator(),
                        deal.cohortDay() - FIRST))
        .toList();
  }

  private List<String> keysNaming(String customerId) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows =
        driver.<Bytes, byte[]>getKeyValueStore(Stores.CUSTOMER_HISTORY.storeName()).all()) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if ((text(row.key.get()) + text(row.value)).contains(customerId)) {
          keys.add(text(row.key.get()));
        }
      }
    }
    return keys;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void deliver(Fact fact, int arrivalDay) {
    Fact delivered =
        new Fact(
            fact.id(),
            fact.version(),
            false,
            fact.occurredAt(),
            fact.customerId(),
            new Fact.Delivery((FIRST + arrivalDay) * DAY + 1, 0),
            fact.content());
    TopologyRunner.pipe(driver, Deliveries.of(delivered));
  }

  private static Fact won(String rep, int day, long revision) {
    return deal("won", DealKind.WON, rep, day, revision);
  }

  private static Fact deal(
      String eventId, DealKind kind, @Nullable String rep, int day, long revision) {
    ReversalReason reason = kind == DealKind.RETURNED ? ReversalReason.CHANGE_OF_MIND : null;
    Content content =
        new Content.Deal(
            kind, "D", null, null, null, null, reason, null, null, null, null, null, rep, null,
            null, null, List.of());
    return fact(Family.DEAL, eventId, day, revision, content);
  }

  private static Fact team(String team) {
    Content content = new Content.Rep("r1", null, team, null, null, null, null, FIRST - 10);
    return new Fact(
        new FactId(Family.REP, "hr", "entry"),
        new Version(1, 1),
        false,
        FIRST * DAY * 1000,
        "r1",
        new Fact.Delivery(0, 0),
        content);
  }

  private static Fact fact(Family family, String eventId, int day, long revision, Content content) {
    return new Fact(
        new FactId(family, "crm", eventId),
        new Version(revision, 1),
        false,
        (FIRST + day) * DAY * 1000,
        "C-1",
        new Fact.Delivery(0, 0),
        content);
  }
}

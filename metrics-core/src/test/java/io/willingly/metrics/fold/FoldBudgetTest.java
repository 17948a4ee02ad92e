package io.willingly.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.CaringQuestion;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the fold may reach into its store for one fact (R66, R93). Counts, never clocks. */
class FoldBudgetTest {
  private static final long HOUR = 3_600_000L;
  private static final long START = 1_420_070_400_000L;
  private static final int SIGNED = 24;

  private final Fold fold = new Fold(Definition.standard(ZoneOffset.UTC));
  private final CountedRows rows = new CountedRows();

  /** The kinds of an account whose one deal has all its facts. */
  enum Kind {
    PAYMENTS,
    REFUNDS,
    AMENDMENTS,
    SURVEYS,
    CALLS,
    FLOATING_CALLS,
    ANSWERS_AFTER_CALLS;

    Fact fact(int n) {
      if (n == 0 || n == SIGNED) {
        Content step = deal(n == 0 ? DealKind.OPENED : DealKind.WON);
        return FoldBudgetTest.fact(n, Family.DEAL, step);
      }
      return switch (this) {
        case PAYMENTS -> FoldBudgetTest.fact(n, Family.DEAL, deal(DealKind.PAYMENT));
        case REFUNDS -> FoldBudgetTest.fact(n, Family.DEAL, deal(DealKind.REFUNDED));
        case AMENDMENTS -> FoldBudgetTest.fact(n, Family.DEAL, deal(DealKind.AMENDED));
        case SURVEYS -> FoldBudgetTest.fact(n, Family.SURVEY, survey(n));
        case CALLS -> FoldBudgetTest.fact(n, Family.CALL, call("deal"));
        case FLOATING_CALLS -> FoldBudgetTest.fact(n, Family.CALL, call(null));
        case ANSWERS_AFTER_CALLS -> (n % 2 == 0 ? CALLS : SURVEYS).fact(n);
      };
    }
  }

  @Test
  void factOfAShortHistoryCostsOneGetAndOnePut() {
    for (int n = 0; n < 10; n++) {
      rows.gets = 0;
      rows.puts = 0;
      fold.apply(rows, Kind.PAYMENTS.fact(n));

      assertThat(rows.gets).as("gets for fact %d", n).isEqualTo(1);
      assertThat(rows.puts).as("puts for fact %d", n).isEqualTo(1);
    }
  }

  @Test
  void copyCostsOneGetAndOnePut() {
    fold.apply(rows, Kind.PAYMENTS.fact(0));
    rows.gets = 0;
    rows.puts = 0;

    fold.apply(rows, Kind.PAYMENTS.fact(0));

    assertThat(rows.gets).isEqualTo(1);
    assertThat(rows.puts).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneDealOfManyFactsCostsNoMoreThanALogarithm(Kind kind) {
    double few = accesses(kind, 0, 200);
    double many = accesses(kind, 200, 2_000);

    // Ten times the facts are at most one more level of pages in each map the fact lies in: a
    // survey in eight, read and written.
    assertThat(many).isLessThanOrEqualTo(few + 16).isLessThanOrEqualTo(48);
  }

  @Test
  void dealWhoseNumbersChangeDailyHasRowsOfOneSize() {
    int few = mostBytes(1, 300);
    int many = mostBytes(300, 3_000);

    assertThat(many).isLessThanOrEqualTo(few + few / 8);
  }

  /** The longest row written over a stretch of days, on each of which the deal is worth more. */
  private int mostBytes(int from, int to) {
    rows.mostBytes = 0;
    for (int n = from; n < to; n++) {
      DealKind kind = n == 1 ? DealKind.WON : DealKind.AMENDED;
      fold.apply(rows, fact(24 * n, Family.DEAL, deal(kind, n)));
    }
    return rows.mostBytes;
  }

  /** Accesses a fact, over the last tenth of a stretch. */
  private double accesses(Kind kind, int from, int to) {
    int measured = to / 10;
    for (int n = from; n < to; n++) {
      if (n == to - measured) {
        rows.gets = 0;
        rows.puts = 0;
      }
      fold.apply(rows, kind.fact(n));
    }
    return (rows.gets + rows.puts) / (double) measured;
  }

  private static Fact fact(int n, Family family, Content content) {
    long at = START + n * HOUR;
    return new Fact(
        new FactId(family, "test", "e" + n),
        new Version(1, 1),
        false,
        at * 1_000,
        "C1",
        new Fact.Delivery(at, 0),
        content);
  }

  private static Content deal(DealKind kind) {
    return deal(kind, 1);
  }

  private static Content deal(DealKind kind, int minor) {
    return new Content.Deal(
        kind,
        "deal",
        new Money(minor, "EUR"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "R1",
        null,
        null,
        null,
        List.of());
  }

  private static Content survey(int n) {
    Content.Answer yes = new Content.Answer(5, 1, 5);
    return new Content.Survey(
        Content.SurveyStep.ANSWERED,
        "S" + n,
        Content.SurveyKind.PURCHASE,
        "deal",
        "P" + n,
        Content.RespondentRole.USER,
        Map.of(SurveyItem.HAPPY_WITH_PRICE, yes, SurveyItem.WOULD_PAY_AGAIN, yes),
        null,
        "O" + n);
  }

  private static Content call(@Nullable String dealId) {
    return new Content.Call(
        "call",
        dealId,
        "R1",
        null,
        55 * 60_000L,
        20L,
        30L,
        null,
        null,
        null,
        null,
        null,
        Map.of(CaringQuestion.FIT, true, CaringQuestion.CONCERNS, false),
        1,
        0,
        1,
        true);
  }
}

package io.willingly.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final long DAY = 86_400_000L;
  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  private final MapRows rows = new MapRows();
  private Fold fold = new Fold(Definition.standard(ZoneOffset.UTC));
  private final Map<Reason, Integer> ledger = new EnumMap<>(Reason.class);
  private final List<Cell> cells = new ArrayList<>();

  @Test
  void refundEightyDaysAfterTheWinAndSurveyBeforeItLandInTheCohort() {
    deliver(survey("S1", "D1", -3, 5), -3);
    assertThat(ledger).containsEntry(Reason.NO_DEAL, 1);
    deliver(won("W1", "D1", 0, 1000), 0);
    deliver(refund("R1", "D1", 80, 600), 80);
    Tally sum = sum();
    assertThat(sum.get(TallyField.WON)).isEqualTo(1);
    assertThat(sum.get(TallyField.ITEM_YES, SurveyItem.HAPPY_WITH_PRICE.ordinal())).isEqualTo(1);
    assertThat(sum.get(TallyField.REMORSE_DAY, 80)).isEqualTo(1);
    assertThat(ledger).containsEntry(Reason.NONE, 3).containsEntry(Reason.NO_DEAL, 0);
    assertThat(cells).allMatch(cell -> cell.key().cohortDay() == START.toEpochDay());
    assertThat(fold.read("C1", rows).deals()).containsKey("D1");
  }

  @Test
  void lateArrivalIsBookedOnItsOwnDayAndLaterStepsAreRefolded() {
    deliver(won("W1", "D1", 0, 1000), 0);
    deliver(refund("R1", "D1", 20, 1000), 20);
    deliver(survey("S1", "D1", 2, 1), 5);
    assertThat(asKnownOn(4).get(TallyField.ITEM_NO, 0)).isZero();
    assertThat(asKnownOn(5).get(TallyField.ITEM_NO, 0)).isEqualTo(1);
    assertThat(asKnownOn(5).sum(TallyField.REMORSE_DAY_UNHAPPY)).isZero();
    assertThat(asKnownOn(20).get(TallyField.REMORSE_DAY_UNHAPPY, 20)).isEqualTo(1);
  }

  @Test
  void stepsOfADealAreKeptApartHoweverManyDaysLieBetween() {
    fold = new Fold(Definition.standard(ZoneOffset.UTC), 2, 0);
    deliver(won("W1", "D1", 0, 100_000), 0);
    for (int day = 1; day < 600; day++) {
      deliver(refund("R" + day, "D1", day, 100), day);
    }

    deliver(survey("S1", "D1", 2, 1), 5);

    assertThat(asKnownOn(4).get(TallyField.ITEM_NO, 0)).isZero();
    assertThat(asKnownOn(5).get(TallyField.ITEM_NO, 0)).isEqualTo(1);
    assertThat(asKnownOn(5).sum(TallyField.REFUNDED)).isEqualTo(500);
    assertThat(sum().sum(TallyField.REFUNDED)).isEqualTo(59_900);
  }

  @Test
  void conflictKeepsTheEarliestArrivalWhicheverCameFirst() {
    Delta first = deliver(won("W1", "D1", 0, 1000), 2);
    Delta second = deliver(won("W1", "D1", 0, 900), 1);
    assertThat(first.rejected()).isEmpty();
    assertThat(second.rejected()).hasSize(1);
    assertThat(sum().sum(TallyField.AMOUNT)).isEqualTo(900);
    assertThat(ledger).containsEntry(Reason.NONE, 1).containsEntry(Reason.CONFLICT, 1);
  }

  @Test
  void erasureTakesEverythingBackOnItsDay() {
    deliver(won("W1", "D1", 0, 1000), 0);
    deliver(refund("R1", "D1", 20, 1000), 20);
    Content erasure = new Content.Erasure();
    deliver(fact(Family.ERASURE, "E1", 30, erasure), 30);
    deliver(won("W1", "D1", 0, 1000), 31);
    assertThat(sum().isZero()).isTrue();
    assertThat(asKnownOn(29).get(TallyField.WON)).isEqualTo(1);
    assertThat(ledger).containsEntry(Reason.ERASED, 3).containsEntry(Reason.NONE, 1);
  }

  private Delta deliver(Fact fact, int arrivalDay) {
    Fact delivered =
        new Fact(
            fact.id(),
            fact.version(),
            fact.retracted(),
            fact.occurredAt(),
            fact.customerId(),
            new Fact.Delivery(START.toEpochDay() * DAY + arrivalDay * DAY + 1, 0),
            fact.content());
    Delta delta = fold.apply(rows, delivered);
    delta.outcomes().forEach(move -> ledger.merge(move.reason(), move.change(), Integer::sum));
    cells.addAll(delta.cells());
    return delta;
  }

  private Tally sum() {
    return asKnownOn(100_000);
  }

  private Tally asKnownOn(int day) {
    return cells.stream()
        .filter(cell -> cell.arrivalDay() <= START.toEpochDay() + day)
        .map(Cell::tally)
        .reduce(Tally.ZERO, Tally::plus);
  }

  private static Fact fact(Family family, String eventId, int day, Content content) {
    return new Fact(
        new FactId(family, "test", eventId),
        new Version(1, 1),
        false,
        (START.toEpochDay() + day) * DAY * 1000,
        "C1",
        new Fact.Delivery(0, 0),
        content);
  }

  private static Fact won(String eventId, String dealId, int day, long minor) {
    return fact(Family.DEAL, eventId, day, deal(DealKind.WON, dealId, minor, null));
  }

  private static Fact refund(String eventId, String dealId, int day, long minor) {
    return fact(
        Family.DEAL,
        eventId,
        day,
        deal(DealKind.REFUNDED, dealId, minor, Content.ReversalReason.CHANGE_OF_MIND));
  }

  private static Content.Deal deal(
      DealKind kind,
      String dealId,
      long minor,
      Content.@org.jspecify.annotations.Nullable ReversalReason reason) {
    return new Content.Deal(
        kind,
        dealId,
        new Money(minor, "EUR"),
        null,
        null,
        null,
        reason,
        null,
        null,
        null,
        null,
        null,
        "R-1",
        null,
        null,
        null,
        List.of());
  }

  private static Fact survey(String surveyId, String dealId, int day, int happy) {
    return fact(
        Family.SURVEY,
        surveyId,
        day,
        new Content.Survey(
            Content.SurveyStep.ANSWERED,
            surveyId,
            Content.SurveyKind.PURCHASE,
            dealId,
            null,
            Content.RespondentRole.OTHER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Content.Answer(happy, 1, 5)),
            null,
            null));
  }
}

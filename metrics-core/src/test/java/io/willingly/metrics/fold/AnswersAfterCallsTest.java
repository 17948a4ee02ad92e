package io.willingly.metrics.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers right after a call with the rep (R101), of histories in one row and spread over pages.
 */
@ParameterizedClass
@ValueSource(ints = {4096, 0})
class AnswersAfterCallsTest {
  private static final long MINUTE = 60_000_000L;
  private static final long START = 1_767_571_200_000_000L;

  private final Fold fold;
  private final MapRows rows = new MapRows();
  private long revision;
  private Tally sum = Tally.ZERO;

  AnswersAfterCallsTest(int wholeBytes) {
    fold = new Fold(Definition.standard(ZoneOffset.UTC), 2, wholeBytes);
  }

  @Test
  void theyComeUpToFifteenMinutesAfterTheEndAndNotBefore() {
    deal("won", DealKind.WON, "D1", "R1");
    call("call", "D1", "R1", 60 * MINUTE, 30);

    answer("during", 90 * MINUTE - 1);
    assertThat(afterCall()).isZero();
    answer("at the end", 90 * MINUTE);
    assertThat(afterCall()).isEqualTo(1);
    answer("in time", 105 * MINUTE);
    assertThat(afterCall()).isEqualTo(2);
    answer("too late", 105 * MINUTE + 1);
    assertThat(afterCall()).isEqualTo(2);
  }

  @Test
  void theCallMayArriveAfterTheAnswerAndBeWithdrawn() {
    deal("won", DealKind.WON, "D1", "R1");
    answer("S1", 100 * MINUTE);

    call("call", null, "R1", 60 * MINUTE, 30);
    assertThat(afterCall()).isEqualTo(1);
    call("call", null, "R1", 60 * MINUTE, 20);
    assertThat(afterCall()).isZero();
    call("other", null, "R1", 89 * MINUTE, 1);
    assertThat(afterCall()).isEqualTo(1);
    retract(Family.CALL, "other", 89 * MINUTE);
    assertThat(afterCall()).isZero();
  }

  @Test
  void theCallIsWithWhoeverCarriesTheDeal() {
    deal("won", DealKind.WON, "D1", "R1");
    call("call", "D1", "R2", 60 * MINUTE, 30);
    answer("S1", 100 * MINUTE);

    assertThat(afterCall()).isZero();
    deal("won", DealKind.WON, "D1", "R2");
    assertThat(afterCall()).isEqualTo(1);
    deal("won", DealKind.WON, "D1", "R1");
    assertThat(afterCall()).isZero();
  }

  @Test
  void aCallThatDoesNotCountEndsNothing() {
    deal("won", DealKind.WON, "D1", "R1");
    answer("S1", 100 * MINUTE);
    call("call", "D2", "R1", 60 * MINUTE, 30);

    assertThat(afterCall()).as("waits for its deal").isZero();
    deal("opened", DealKind.OPENED, "D2", "R1");
    assertThat(afterCall()).isEqualTo(1);
    deliver(Family.DEAL, "deleted", 200 * MINUTE, false, deal(DealKind.DELETED, "D2", null));
    assertThat(afterCall()).as("withdrawn with its deal").isZero();
  }

  private long afterCall() {
    return sum.get(TallyField.ANSWER_CHECK, AnswerCheck.AFTER_CALL.ordinal());
  }

  private void deal(String eventId, DealKind kind, String dealId, String repId) {
    deliver(Family.DEAL, eventId, 0, false, deal(kind, dealId, repId));
  }

  private static Content deal(DealKind kind, String dealId, @Nullable String repId) {
    return new Content.Deal(
        kind, dealId, null, null, null, null, null, null, null, null, null, null, repId, null, null,
        null, List.of());
  }

  private void call(String id, @Nullable String dealId, String repId, long at, int minutes) {
    Content call =
        new Content.Call(
            id,
            dealId,
            repId,
            null,
            minutes * 60_000L,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            null,
            null,
            null,
            null);
    deliver(Family.CALL, id, at, false, call);
  }

  private void answer(String surveyId, long at) {
    Content answer =
        new Content.Survey(
            Content.SurveyStep.ANSWERED,
            surveyId,
            Content.SurveyKind.PURCHASE,
            "D1",
            null,
            Content.RespondentRole.OTHER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Content.Answer(5, 1, 5)),
            null,
            null);
    deliver(Family.SURVEY, surveyId, at, false, answer);
  }

  private void retract(Family family, String eventId, long at) {
    Content nothing =
        new Content.Call(
            eventId, null, null, null, null, null, null, null, null, null, null, null, Map.of(),
            null, null, null, null);
    deliver(family, eventId, at, true, nothing);
  }

  /** Each delivery is a newer revision, an hour later than the one before. */
  private void deliver(Family family, String eventId, long at, boolean retracted, Content content) {
    revision++;
    Fact fact =
        new Fact(
            new FactId(family, "test", eventId),
            new Version(revision, 1),
            retracted,
            START + at,
            "C1",
            new Fact.Delivery(START / 1000 + revision * 3_600_000L, 0),
            content);
    for (Cell cell : fold.apply(rows, fact).cells()) {
      sum = sum.plus(cell.tally());
    }
  }
}

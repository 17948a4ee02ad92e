package io.willingly.metrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fold.AnswerCheck;
import io.willingly.metrics.statistics.Trials;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegrityCheckTest {
  private static final int MINIMUM = 10;
  private static final int PURCHASE = SurveyKind.PURCHASE.ordinal();

  @Test
  void sharesComeFromTheirOwnIntegers() {
    Tally tally =
        new Tally.Builder()
            .add(TallyField.ANSWER_CHECK, AnswerCheck.ANSWERED.ordinal(), 20)
            .add(TallyField.ANSWER_CHECK, AnswerCheck.LONG.ordinal(), 12)
            .add(TallyField.ANSWER_CHECK, AnswerCheck.STRAIGHT_LINED.ordinal(), 3)
            .add(TallyField.ANSWER_CHECK, AnswerCheck.AFTER_CALL.ordinal(), 4)
            .add(TallyField.ANSWER_ORIGIN, 7, 1)
            .add(TallyField.ANSWER_ORIGIN, 8, 5)
            .add(TallyField.INVITED_BY_TROUBLE, 2, 6)
            .add(TallyField.INVITED_BY_TROUBLE, 3, 2)
            .add(TallyField.HAPPY_THEN_REVERSED, 0, 9)
            .add(TallyField.HAPPY_THEN_REVERSED, 1, 1)
            .add(TallyField.SURVEYS_DELIVERED, PURCHASE, 50)
            .add(TallyField.SURVEYS_DELIVERY_KNOWN, PURCHASE, 50)
            .add(TallyField.SURVEYS_ANSWERED, PURCHASE, 20)
            .build();

    assertThat(IntegrityCheck.SILENT.of(tally)).isEqualTo(new Trials(30, 50));
    assertThat(IntegrityCheck.STRAIGHT_LINED.of(tally)).isEqualTo(new Trials(3, 12));
    assertThat(IntegrityCheck.AFTER_CALL.of(tally)).isEqualTo(new Trials(4, 20));
    assertThat(IntegrityCheck.SAME_ORIGIN.of(tally)).isEqualTo(new Trials(5, 6));
    assertThat(IntegrityCheck.TROUBLE_NOT_ASKED.of(tally)).isEqualTo(new Trials(6, 8));
    assertThat(IntegrityCheck.HAPPY_THEN_REVERSED.of(tally)).isEqualTo(new Trials(1, 10));
  }

  /** Where deliveries are not reported, who was silent is not known. */
  @Test
  void silenceNeedsDeliveries() {
    Tally answeredOnly =
        new Tally.Builder()
            .add(TallyField.SURVEYS_DELIVERED, PURCHASE, 20)
            .add(TallyField.SURVEYS_ANSWERED, PURCHASE, 20)
            .build();

    assertThat(IntegrityCheck.SILENT.of(answeredOnly)).isEqualTo(new Trials(0, 0));
  }

  private static Tally afterCall(long some, long all) {
    return new Tally.Builder()
        .add(TallyField.ANSWER_CHECK, AnswerCheck.ANSWERED.ordinal(), all)
        .add(TallyField.ANSWER_CHECK, AnswerCheck.AFTER_CALL.ordinal(), some)
        .build();
  }

  @Test
  void onlyWhatChanceAndTheSpreadDoNotExplainIsSuspicious() {
    List<Tally> units = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      units.add(afterCall(1 + i % 4, 50));
    }
    Tally few = afterCall(5, 5);
    Tally many = afterCall(30, 50);
    units.add(few);
    units.add(many);

    assertThat(IntegrityCheck.AFTER_CALL.suspicious(units, MINIMUM)).containsExactly(many);
    assertThat(IntegrityCheck.AFTER_CALL.suspicious(List.of(), MINIMUM)).isEmpty();
  }

  /** Trouble is measured by how often deals without trouble are not asked. */
  @Test
  void whoAsksOnlyWhereThereIsNoTroubleIsSuspicious() {
    Tally fair = asked(2, 8, 20, 80);
    Tally unfair = asked(19, 1, 20, 80);
    List<Tally> units = new ArrayList<>(List.of(unfair));
    for (int i = 0; i < 20; i++) {
      units.add(fair);
    }

    assertThat(IntegrityCheck.TROUBLE_NOT_ASKED.suspicious(units, MINIMUM))
        .containsExactly(unfair);
  }

  private static Tally asked(long troubleNot, long trouble, long calmNot, long calm) {
    return new Tally.Builder()
        .add(TallyField.INVITED_BY_TROUBLE, 2, troubleNot)
        .add(TallyField.INVITED_BY_TROUBLE, 3, trouble)
        .add(TallyField.INVITED_BY_TROUBLE, 0, calmNot)
        .add(TallyField.INVITED_BY_TROUBLE, 1, calm)
        .build();
  }
}

package io.willingly.metrics.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fold.AnswerCheck;
import io.willingly.metrics.statistics.Trials;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.HashMap;
import java.util.Map;
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
    assertThat(IntegrityCheck.SAME_ORIGIN.of(tally)).isEqualTo(new Trials(4, 6));
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
    Map<String, Tally> units = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      units.put("r" + i, afterCall(1 + i % 4, 50));
    }
    units.put("few", afterCall(5, 5));
    units.put("many", afterCall(30, 50));

    assertThat(IntegrityCheck.AFTER_CALL.suspicious(units, MINIMUM)).containsExactly("many");
    assertThat(IntegrityCheck.AFTER_CALL.suspicious(Map.of(), MINIMUM)).isEmpty();
  }

  /** A unit of few others must not pass for how much they differ. */
  @Test
  void oneOfSixIsFound() {
    Map<String, Tally> units = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      units.put("r" + i, afterCall(i % 2, 60));
    }
    units.put("one", afterCall(60, 60));

    assertThat(IntegrityCheck.AFTER_CALL.suspicious(units, MINIMUM)).containsExactly("one");
    units.put("one", afterCall(1, 60));
    assertThat(IntegrityCheck.AFTER_CALL.suspicious(units, MINIMUM)).isEmpty();
  }

  @Test
  void whereNobodyElseHasAnyOneIsNotEnough() {
    Map<String, Tally> units = new HashMap<>();
    units.put("r1", afterCall(0, 60));
    units.put("one", afterCall(1, 60));

    assertThat(IntegrityCheck.AFTER_CALL.suspicious(units, MINIMUM)).isEmpty();
  }

  /** One of twenty from a bucket seen before is chance, and so are twenty of four hundred. */
  @Test
  void chanceMeetingsOfOriginsAreNotSuspicious() {
    Map<String, Tally> units = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      units.put("r" + i, origins(20, 0));
    }
    units.put("pair", origins(20, 1));
    units.put("large", origins(400, 20));
    units.put("phone", origins(20, 5));

    assertThat(IntegrityCheck.SAME_ORIGIN.suspicious(units, MINIMUM)).containsExactly("phone");
  }

  private static Tally origins(int answers, int repeated) {
    Tally.Builder tally = new Tally.Builder();
    for (int i = 0; i < answers; i++) {
      tally.add(TallyField.ANSWER_ORIGIN, 1 + Math.max(0, i - repeated), 1);
    }
    return tally.build();
  }

  /** Trouble is measured by how often deals without trouble are not asked. */
  @Test
  void whoAsksOnlyWhereThereIsNoTroubleIsSuspicious() {
    Map<String, Tally> units = new HashMap<>();
    units.put("unfair", asked(19, 1, 20, 80));
    for (int i = 0; i < 20; i++) {
      units.put("fair" + i, asked(2, 8, 20, 80));
    }

    assertThat(IntegrityCheck.TROUBLE_NOT_ASKED.suspicious(units, MINIMUM))
        .containsExactly("unfair");
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

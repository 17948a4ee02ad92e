package io.willingly.metrics.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTest {
  private static final int PRICE = SurveyItem.HAPPY_WITH_PRICE.ordinal();
  private static final int COHORT = 1000;

  private final List<Cell> cells = new ArrayList<>();

  private void arrived(int day, TallyField field, int bucket, long count) {
    arrived(day, new Tally.Builder().add(field, bucket, count).build());
  }

  private void arrived(int day, Tally tally) {
    Segment segment = SoldFloor.SUITE;
    CellKey key =
        new CellKey("", CellKey.PRIMARY, segment.productLine(), segment.recurring(), COHORT);
    cells.add(new Cell(key, day, tally));
  }

  private List<String> read(Watched metric) {
    List<String> told = new ArrayList<>();
    metric.read(
        cells,
        COHORT,
        SoldFloor.SUITE,
        SoldFloor.RULES,
        o ->
            told.add((o.event() ? "event" : "none") + " +" + (o.day() - COHORT) + " " + o.count()));
    return told;
  }

  @Test
  void remorseIsKnownOnItsDayAndItsAbsenceAfterTheWindow() {
    arrived(COHORT, new Tally.Builder().add(TallyField.WON, 10).build());
    arrived(COHORT + 40, TallyField.REMORSE_DAY, 3, 2);
    arrived(COHORT + 41, TallyField.REMORSE_DAY, 31, 1);

    assertThat(read(Watched.REMORSE)).containsExactly("event +3 2", "none +31 8");
  }

  @Test
  void whatWasReversedForAnotherOrAnUnknownReasonIsNeither() {
    arrived(COHORT, new Tally.Builder().add(TallyField.WON, 10).build());
    arrived(COHORT + 4, TallyField.CENSORED_DAY, 4, 2);
    arrived(COHORT + 5, TallyField.UNKNOWN_REVERSAL_DAY, 5, 1);
    arrived(COHORT + 50, TallyField.CENSORED_DAY, 50, 1);

    assertThat(read(Watched.REMORSE)).containsExactly("none +31 7");
  }

  @Test
  void soSoAndSplitAnswersAreNotHappy() {
    arrived(COHORT + 2, TallyField.ITEM_YES, PRICE, 3);
    arrived(COHORT + 3, TallyField.ITEM_NEUTRAL, PRICE, 1);
    arrived(COHORT + 4, TallyField.ITEM_SPLIT, PRICE, 1);
    arrived(COHORT + 4, TallyField.ITEM_NO, SurveyItem.REGRET.ordinal(), 1);

    assertThat(read(Watched.UNHAPPY)).containsExactly("none +2 3", "event +3 1", "event +4 1");
  }

  @Test
  void anAnswerThatIsTakenBackIsTheLatest() {
    arrived(COHORT + 2, TallyField.ITEM_NO, PRICE, 2);
    arrived(COHORT + 5, TallyField.ITEM_NO, PRICE, 1);
    arrived(COHORT + 9, TallyField.ITEM_NO, PRICE, -2);
    arrived(COHORT + 9, TallyField.ITEM_YES, PRICE, 2);

    assertThat(read(Watched.UNHAPPY)).containsExactly("none +9 2", "event +2 1");
  }

  @Test
  void anAnswerLoadedLongAfterCountsOnTheLastDayItCanHaveBeenGiven() {
    arrived(COHORT + 700, TallyField.ITEM_NO, PRICE, 1);

    assertThat(read(Watched.UNHAPPY)).containsExactly("event +90 1");
  }
}

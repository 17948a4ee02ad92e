package io.willingly.metrics.comparison;

import static io.willingly.metrics.comparison.Samples.LARGE;
import static io.willingly.metrics.comparison.Samples.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final int MONDAY = day("2026-11-16");

  private record Cell(String unit, Segment kind, int day, int arrival, Counts counts) {}

  private final List<Cell> cells = new ArrayList<>();

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private void deals(String unit, Segment kind, String day, String arrival, Counts counts) {
    cells.add(new Cell(unit, kind, day(day), day(arrival), counts));
  }

  private Baselines baselines() {
    Baselines baselines = Baselines.scheduled(ScopeId.Kind.REP, MONDAY, RULES);
    for (Cell cell : cells) {
      baselines.add(cell.unit(), cell.kind(), cell.day(), cell.arrival(), cell.counts());
    }
    return baselines;
  }

  @Test
  void dueIsTheMondayAtOrBefore() {
    assertThat(Baselines.due(MONDAY)).isEqualTo(MONDAY);
    assertThat(Baselines.due(MONDAY + 6)).isEqualTo(MONDAY);
    assertThat(Baselines.due(MONDAY + 7)).isEqualTo(MONDAY + 7);
  }

  /** Day 30 of a deal signed on 2026-10-16 is over on 2026-11-16, the day 90 is not. */
  @Test
  void isFittedToAYearOfSettledDays() {
    deals("anna", SMALL, "2026-10-16", "2026-10-20", new Counts(10, 2, 5, 4, 3));
    deals("anna", SMALL, "2026-10-17", "2026-10-20", new Counts(10, 2, 5, 4, 3));
    deals("anna", SMALL, "2025-10-16", "2025-10-20", new Counts(10, 2, 5, 4, 3));
    deals("anna", SMALL, "2025-10-17", "2025-10-20", new Counts(10, 2, 5, 4, 3));

    assertThat(baselines().of(Component.REMORSE, Segment.ALL))
        .satisfies(
            baseline -> {
              assertThat(baseline.window())
                  .isEqualTo(new Days(day("2025-10-17"), day("2026-10-16")));
              assertThat(baseline.trials()).isEqualTo(20);
              assertThat(baseline.successes()).isEqualTo(4);
              assertThat(baseline.fittedOn()).isEqualTo(MONDAY);
            });
    assertThat(baselines().of(Component.HAPPY, Segment.ALL).trials()).isEqualTo(10);
    assertThat(baselines().of(Component.REFERRAL, Segment.ALL))
        .satisfies(
            baseline -> {
              assertThat(baseline.window())
                  .isEqualTo(new Days(day("2025-08-18"), day("2026-08-17")));
              assertThat(baseline.trials()).isEqualTo(20);
            });
  }

  /** What comes on the Monday itself, or later, cannot change it any more. */
  @Test
  void knowsWhatHadArrivedBeforeItsDay() {
    deals("anna", SMALL, "2026-10-01", "2026-11-15", new Counts(10, 2, 0, 0, 0));
    deals("anna", SMALL, "2026-10-01", "2026-11-16", new Counts(0, 5, 0, 0, 0));

    assertThat(baselines().of(Component.REMORSE, Segment.ALL).successes()).isEqualTo(2);
  }

  @Test
  void segmentsHaveTheirOwnAndFallBackToAllOfThem() {
    for (int rep = 0; rep < 6; rep++) {
      deals("rep-" + rep, SMALL, "2026-10-01", "2026-10-02", new Counts(100, 20 + rep, 0, 0, 0));
      deals("rep-" + rep, LARGE, "2026-10-01", "2026-10-02", new Counts(100, 2 + rep, 0, 0, 0));
    }
    Segment rare = new Segment("rare", Recurrence.RECURRING);
    deals("rep-0", rare, "2026-10-01", "2026-10-02", new Counts(10, 0, 0, 0, 0));
    Baselines baselines = baselines();

    assertThat(baselines.of(Component.REMORSE, SMALL).prior().mean()).isBetween(0.21, 0.24);
    assertThat(baselines.of(Component.REMORSE, LARGE).prior().mean()).isBetween(0.03, 0.06);
    assertThat(baselines.of(Component.REMORSE, new Segment("small", null)).segment())
        .isEqualTo(new Segment("small", null));
    assertThat(baselines.of(Component.REMORSE, rare).segment()).isEqualTo(Segment.ALL);
    assertThat(baselines.all())
        .filteredOn(baseline -> baseline.component() == Component.REMORSE)
        .extracting(Baseline::segment)
        .containsExactly(
            Segment.ALL,
            new Segment(null, Recurrence.ONE_OFF),
            new Segment(null, Recurrence.RECURRING),
            new Segment("large", null),
            LARGE,
            new Segment("rare", null),
            rare,
            new Segment("small", null),
            SMALL);
  }

  @Test
  void tellsOnlyWithUnitsEnoughInEachComponent() {
    for (int rep = 0; rep < 5; rep++) {
      deals(
          "rep-" + rep,
          SMALL,
          "2026-10-01",
          "2026-10-02",
          new Counts(100, 20, rep < 4 ? 9 : 0, 0, 0));
    }

    assertThat(baselines().tell(Yardstick.REMORSE)).isTrue();
    assertThat(baselines().tell(Yardstick.HAPPY_TO_PAY)).isFalse();
    assertThat(baselines().tell(Yardstick.REFERRAL)).isFalse();
  }
}

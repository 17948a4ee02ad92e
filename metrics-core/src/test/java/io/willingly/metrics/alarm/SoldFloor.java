package io.willingly.metrics.alarm;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A floor that sells at a known truth, as the cells its deals add. */
final class SoldFloor {
  static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  static final ScopeId COMPANY = ScopeId.organisation("company");
  static final Segment SUITE = new Segment("suite", CellKey.Recurrence.RECURRING);
  static final Segment SERVICE = new Segment("service", CellKey.Recurrence.ONE_OFF);

  private static final double RESPONSE = 0.4;
  private static final int PRICE = SurveyItem.HAPPY_WITH_PRICE.ordinal();

  private final SplittableRandom random;
  private final SortedMap<ScopeId, SortedMap<Integer, List<Cell>>> cells =
      new TreeMap<>(Comparator.comparing(ScopeId::id));

  SoldFloor(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * Sells at random times.
   *
   * @param to the first day on which nothing is sold
   */
  void sell(
      ScopeId scope, Segment segment, int from, int to, double perDay, double remorse, double no) {
    for (double time = from + gap(perDay); time < to; time += gap(perDay)) {
      int day = (int) time;
      add(scope, segment, day, day, TallyField.WON.key(), 1);
      if (random.nextDouble() < remorse) {
        int after = random.nextInt(31);
        add(scope, segment, day, day + after, TallyField.REMORSE_DAY.key(after), 1);
      }
      if (random.nextDouble() < RESPONSE) {
        TallyField answer = random.nextDouble() < no ? TallyField.ITEM_NO : TallyField.ITEM_YES;
        add(scope, segment, day, day + 5 + random.nextInt(25), answer.key(PRICE), 1);
      }
    }
  }

  private double gap(double perDay) {
    return -Math.log(1 - random.nextDouble()) / perDay;
  }

  void add(ScopeId scope, Segment segment, int cohortDay, int arrivalDay, int field, long value) {
    CellKey key =
        new CellKey("", CellKey.PRIMARY, segment.productLine(), segment.recurring(), cohortDay);
    cells
        .computeIfAbsent(scope, id -> new TreeMap<>())
        .computeIfAbsent(cohortDay, day -> new ArrayList<>())
        .add(new Cell(key, arrivalDay, new Tally.Builder().add(field, value).build()));
  }

  /** What is known of a field on a cohort day. */
  long sum(ScopeId scope, int cohortDay, int field) {
    return cells.getOrDefault(scope, new TreeMap<>()).getOrDefault(cohortDay, List.of()).stream()
        .mapToLong(cell -> cell.tally().get(field))
        .sum();
  }

  /** The same floor, of which all had arrived on one day only. */
  SoldFloor arrivedOn(int day) {
    SoldFloor late = new SoldFloor(0);
    cells.forEach(
        (scope, days) -> {
          SortedMap<Integer, List<Cell>> moved = new TreeMap<>();
          days.forEach(
              (cohort, own) ->
                  moved.put(
                      cohort,
                      own.stream()
                          .filter(cell -> cell.arrivalDay() <= day)
                          .map(cell -> new Cell(cell.key(), day, cell.tally()))
                          .toList()));
          late.cells.put(scope, moved);
        });
    return late;
  }

  /** Everything in another order. */
  void shuffle() {
    Random order = new Random(7);
    cells.values().forEach(days -> days.values().forEach(own -> Collections.shuffle(own, order)));
  }

  FloorBook book(Quarter quarter, int asOf) {
    return book(quarter, asOf, Integer.MAX_VALUE);
  }

  FloorBook book(Quarter quarter, int asOf, int lastArrival) {
    FloorBook book = new FloorBook(RULES, quarter, asOf, lastArrival);
    cells.forEach(
        (scope, days) ->
            days.subMap(book.cohorts().first(), book.cohorts().last() + 1)
                .forEach((day, own) -> book.add(scope, day, Collections.unmodifiableList(own))));
    return book;
  }
}

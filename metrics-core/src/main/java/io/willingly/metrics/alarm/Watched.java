package io.willingly.metrics.alarm;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** What is watched, and on which day it is known how a deal ended (R75). */
public enum Watched {
  /**
   * Remorse within the window: an event on the day it happened, none on the day after the window.
   * Deals reversed in the window for another or an unknown reason are neither (R19, R37).
   */
  REMORSE {
    @Override
    void read(
        List<Cell> cells, int cohortDay, Segment segment, Definition rules, Consumer<Outcome> out) {
      Tally.Builder sum = new Tally.Builder();
      cells.forEach(cell -> sum.add(cell.tally()));
      Tally tally = sum.build();
      int window = rules.remorseDays();
      for (int day = 0; day <= window; day++) {
        tell(cohortDay + day, cohortDay, segment, true, remorse(tally, day, day), out);
      }
      long kept =
          tally.get(TallyField.WON)
              - remorse(tally, 0, window)
              - tally.sum(TallyField.CENSORED_DAY, 0, window)
              - tally.sum(TallyField.UNKNOWN_REVERSAL_DAY, 0, window);
      tell(cohortDay + longest(rules), cohortDay, segment, false, kept, out);
    }

    @Override
    int longest(Definition rules) {
      return rules.remorseDays() + 1;
    }
  },

  /**
   * Answers that the customer is not happy with the price; so-so and split count as not (R26). A
   * deal ends on the day its answer arrived, or on the last day on which it can have been given:
   * what is loaded long after the fact does not pile up on the day it was loaded.
   */
  UNHAPPY {
    @Override
    void read(
        List<Cell> cells, int cohortDay, Segment segment, Definition rules, Consumer<Outcome> out) {
      int last = cohortDay + longest(rules);
      tell(arrivals(cells, Watched::happy), last, cohortDay, segment, false, out);
      tell(arrivals(cells, Watched::unhappy), last, cohortDay, segment, true, out);
    }

    @Override
    int longest(Definition rules) {
      return rules.answerWindowDays();
    }
  };

  private static final int PRICE = SurveyItem.HAPPY_WITH_PRICE.ordinal();

  /**
   * Tells the outcomes of one scope's deals of one cohort day and segment.
   *
   * @param cells by arrival day, ascending
   */
  abstract void read(
      List<Cell> cells, int cohortDay, Segment segment, Definition rules, Consumer<Outcome> out);

  /** The most days from signing to outcome. */
  abstract int longest(Definition rules);

  /** As in keys and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static long remorse(Tally tally, int first, int last) {
    return tally.sum(TallyField.REMORSE_DAY, first, last);
  }

  private static long happy(Tally tally) {
    return tally.get(TallyField.ITEM_YES, PRICE);
  }

  private static long unhappy(Tally tally) {
    return tally.get(TallyField.ITEM_NEUTRAL, PRICE)
        + tally.get(TallyField.ITEM_NO, PRICE)
        + tally.get(TallyField.ITEM_SPLIT, PRICE);
  }

  private record Arrived(int day, long count) {}

  /** What is left of what arrived: what is taken back later is the latest. */
  private static Deque<Arrived> arrivals(List<Cell> cells, ToLongFunction<Tally> count) {
    Deque<Arrived> left = new ArrayDeque<>();
    for (Cell cell : cells) {
      long change = count.applyAsLong(cell.tally());
      while (change < 0 && !left.isEmpty()) {
        Arrived latest = left.removeLast();
        if (latest.count() + change > 0) {
          left.addLast(new Arrived(latest.day(), latest.count() + change));
        }
        change = Math.min(0, latest.count() + change);
      }
      if (change > 0) {
        left.addLast(new Arrived(cell.arrivalDay(), change));
      }
    }
    return left;
  }

  private static void tell(
      Deque<Arrived> arrivals,
      int last,
      int cohortDay,
      Segment segment,
      boolean event,
      Consumer<Outcome> out) {
    for (Arrived arrived : arrivals) {
      tell(Math.min(arrived.day(), last), cohortDay, segment, event, arrived.count(), out);
    }
  }

  private static void tell(
      int day, int cohortDay, Segment segment, boolean event, long count, Consumer<Outcome> out) {
    if (count > 0) {
      out.accept(new Outcome(day, cohortDay, segment, event, count));
    }
  }
}

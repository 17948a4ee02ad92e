package io.willingly.metrics.alarm;

/** Outcomes of a scope by segment and week, the 12 weeks before the quarter first. */
final class Weeks {
  static final int ALL = Quarter.WEEKS_BEFORE + Quarter.WEEKS;

  private final long[][] trials;
  private final long[][] events;

  // Sums of all weeks before one: a look at thirteen weeks is then two reads, and there are many.
  private final long[][] trialsBefore;
  private final long[][] eventsBefore;
  private boolean summed;

  Weeks(int segments) {
    trials = new long[segments][ALL];
    events = new long[segments][ALL];
    trialsBefore = new long[segments][ALL + 1];
    eventsBefore = new long[segments][ALL + 1];
  }

  void add(int segment, int week, boolean event, long count) {
    trials[segment][week] += count;
    events[segment][week] += event ? count : 0;
    summed = false;
  }

  int segments() {
    return trials.length;
  }

  /** Outcomes of a segment in the weeks from one to another, both inclusive. */
  long trials(int segment, int from, int to) {
    sum();
    return trialsBefore[segment][to + 1] - trialsBefore[segment][from];
  }

  /** Of them with the event. */
  long events(int segment, int from, int to) {
    sum();
    return eventsBefore[segment][to + 1] - eventsBefore[segment][from];
  }

  private void sum() {
    if (!summed) {
      sum(trials, trialsBefore);
      sum(events, eventsBefore);
      summed = true;
    }
  }

  private static void sum(long[][] weeks, long[][] before) {
    for (int segment = 0; segment < weeks.length; segment++) {
      for (int week = 0; week < ALL; week++) {
        before[segment][week + 1] = before[segment][week] + weeks[segment][week];
      }
    }
  }
}

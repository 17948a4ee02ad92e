package io.willingly.metrics.alarm;

/** Outcomes of a scope by segment and week, the 12 weeks before the quarter first. */
final class Weeks {
  static final int ALL = Quarter.WEEKS_BEFORE + Quarter.WEEKS;

  private final long[][] trials;
  private final long[][] events;

  Weeks(int segments) {
    trials = new long[segments][ALL];
    events = new long[segments][ALL];
  }

  void add(int segment, int week, boolean event, long count) {
    trials[segment][week] += count;
    events[segment][week] += event ? count : 0;
  }

  int segments() {
    return trials.length;
  }

  /** Outcomes of a segment in the weeks from one to another, both inclusive. */
  long trials(int segment, int from, int to) {
    return sum(trials[segment], from, to);
  }

  /** Of them with the event. */
  long events(int segment, int from, int to) {
    return sum(events[segment], from, to);
  }

  private static long sum(long[] weeks, int from, int to) {
    long sum = 0;
    for (int week = from; week <= to; week++) {
      sum += weeks[week];
    }
    return sum;
  }
}

package io.willingly.streams.query;

import java.time.ZoneId;

/** The whole read side of a pipeline: HTTP, the terminal and tests ask it alike. */
public interface ReadSide {
  Queries queries();

  /** About early warnings. */
  AlarmQueries alarms();

  /** About who is above or below, fairly. */
  ComparisonQueries comparisons();

  /** About segments, series, boards, the directory and today. */
  BoardQueries boards();

  /** The organisation's time zone: that of the rule set in force (R12). */
  ZoneId zone();

  /** The organisation's date by the pipeline's clock, as an epoch day: as-of when unsaid (R11). */
  int today();
}

package io.willingly.streams.cli;

import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Queries;

/** A running pipeline that answers: our own, or that of the directory's live owner. */
interface Session extends Counting {
  Queries queries();

  /** About early warnings. */
  AlarmQueries alarms();

  /** About who is above or below, fairly. */
  ComparisonQueries comparisons();

  /** The organisation's date by the pipeline's clock, as an epoch day: as-of when unsaid (R11). */
  int today();

  @Override
  default Ledger ledger() {
    return queries().ledger();
  }
}

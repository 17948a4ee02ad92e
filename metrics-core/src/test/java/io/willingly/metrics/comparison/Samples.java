package io.willingly.metrics.comparison;

import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey.Recurrence;

/** Samples for tests, with the referral rate as the simplest of rates. */
final class Samples {
  static final Segment SMALL = new Segment("small", Recurrence.ONE_OFF);
  static final Segment LARGE = new Segment("large", Recurrence.ONE_OFF);

  private final Sample sample = new Sample();

  Samples referrals(String unit, Segment kind, long referred, long deals) {
    sample.add(unit, kind, new Counts(deals, 0, 0, 0, referred));
    return this;
  }

  Samples referrals(String unit, long referred, long deals) {
    return referrals(unit, SMALL, referred, deals);
  }

  Samples deals(String unit, Segment kind, Counts counts) {
    sample.add(unit, kind, counts);
    return this;
  }

  Sample sample() {
    return sample;
  }

  /** Compares what is here by a baseline fitted to it. */
  Comparison compare(Yardstick yardstick, int minimum) {
    Baselines own = Baselines.unscheduled(ScopeId.Kind.REP, 0, new Days(0, 0), sample);
    return Comparer.compare(yardstick, Segment.ALL, sample, own, minimum);
  }
}

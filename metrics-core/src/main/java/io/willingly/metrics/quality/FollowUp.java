package io.willingly.metrics.quality;

import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.statistics.Interval;
import io.willingly.metrics.statistics.KaplanMeier;
import io.willingly.metrics.statistics.KaplanMeier.Step;
import io.willingly.metrics.statistics.KaplanMeier.Transform;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.List;

/**
 * How long won deals were seen without an outcome, and when it came (R37). Age counts from the
 * signing; what is dated after the question has not happened yet.
 */
public final class FollowUp {
  private static final long MILLIONTHS = 1_000_000;

  private final Endpoint outcome;
  private final List<Cohort> cohorts;
  private final KaplanMeier curve;

  public FollowUp(Endpoint outcome, List<Cohort> cohorts) {
    this.outcome = outcome;
    this.cohorts = cohorts;
    KaplanMeier.Builder builder = new KaplanMeier.Builder();
    for (Cohort cohort : cohorts) {
      add(cohort, builder);
    }
    this.curve = builder.build();
  }

  private void add(Cohort cohort, KaplanMeier.Builder builder) {
    Tally tally = cohort.tally();
    long left = Section.won(tally);
    left -= addDays(tally, outcome.day(), cohort.age(), builder, true);
    for (TallyField censored : outcome.censored()) {
      left -= addDays(tally, censored, cohort.age(), builder, false);
    }
    // While a large move is under way its parts may be here and not there (R50).
    builder.add(cohort.age(), 0, Math.max(0, left));
  }

  private static long addDays(
      Tally tally, TallyField field, int age, KaplanMeier.Builder builder, boolean event) {
    long sum = 0;
    int last = tally.indexAfter(field);
    for (int i = tally.indexOf(field); i < last; i++) {
      int day = tally.keyAt(i) - field.key();
      long deals = tally.valueAt(i);
      if (day <= age && deals > 0) {
        builder.add(day, event ? deals : 0, event ? 0 : deals);
        sum += deals;
      }
    }
    return sum;
  }

  /**
   * A day of the Kaplan-Meier curve.
   *
   * @param day after the signing
   * @param atRisk deals seen on it without the outcome before
   * @param events of them, those with the outcome on it
   * @param censored of them, those not seen after it
   * @param share with the outcome by the end of the day, in millionths
   * @param interval of the share at 95 %
   */
  public record Point(
      int day, long atRisk, long events, long censored, long share, Bounds interval) {}

  /** The days on which a deal had the outcome or was seen for the last time, ascending. */
  public List<Point> points() {
    return curve.steps().stream()
        .map(
            step ->
                new Point(
                    step.time(),
                    step.atRisk(),
                    step.events(),
                    step.censored(),
                    share(step),
                    Bounds.of(interval(step), 1)))
        .toList();
  }

  private static long share(Step step) {
    return Math.round((1 - step.survival()) * MILLIONTHS);
  }

  /** Age of the oldest won deal in days, 0 without any. */
  public int longest() {
    return cohorts.stream()
        .filter(cohort -> Section.won(cohort.tally()) > 0)
        .mapToInt(Cohort::age)
        .max()
        .orElse(0);
  }

  /** Won deals. */
  public long won() {
    return cohorts.stream().mapToLong(cohort -> Section.won(cohort.tally())).sum();
  }

  private long observed(int days, int olderThan) {
    long sum = 0;
    for (Cohort cohort : cohorts) {
      if (cohort.age() > olderThan) {
        sum += cohort.tally().sum(outcome.day(), 0, Math.min(days, cohort.age()));
      }
    }
    return sum;
  }

  private long settled(int days) {
    long sum = 0;
    for (Cohort cohort : cohorts) {
      sum += cohort.age() > days ? Section.won(cohort.tally()) : 0;
    }
    return sum;
  }

  /**
   * The outcome within so many days.
   *
   * @param minimum deals from which on an estimate is told
   */
  public Maturity within(int days, int minimum) {
    long won = won();
    int longest = longest();
    boolean enough = won >= minimum;
    // Old deals may have left early. Where all had the outcome nothing is left to come, however
    // long nobody was seen.
    Step last = curve.at(Math.min(days, Math.max(0, curve.longest())));
    boolean told = enough && (curve.longest() > days || last.survival() == 0);
    return new Maturity(
        outcome,
        days,
        enough ? State.TOLD : State.TOO_FEW,
        won,
        observed(days, -1),
        settled(days),
        observed(days, days),
        longest,
        told ? (Long) share(last) : null,
        told ? Bounds.of(interval(last), 1) : null);
  }

  private static Interval interval(Step step) {
    Interval kept = KaplanMeier.interval(step, 0.95, Transform.LOG_LOG);
    return new Interval(1 - kept.high(), 1 - kept.low());
  }
}

package io.willingly.metrics.quality;

import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.quality.Certainty.State;
import io.willingly.metrics.scope.Cohort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outcome within so many days, read three ways: as observed over all deals, over the settled
 * deals alone, and as the Kaplan-Meier estimate, in which young deals count for as long as they
 * were seen. Shares follow: observed / won, settled with / settled, settled / won.
 *
 * @param outcome remorse or referral
 * @param days the window
 * @param state whether there are enough deals for an estimate
 * @param won deals, as of the day none of them younger than 0 days
 * @param observed of them, those with the outcome within the window
 * @param settled deals old enough that the window is over (R10)
 * @param settledObserved of them, those with the outcome within the window
 * @param longestFollowUp age of the oldest deal in days
 * @param expected Kaplan and Meier (1958), in millionths; null of too few, and where no deal is
 *     older than the window: nothing is shown past the follow-up
 * @param interval of it at 95 %, Greenwood (1926) on the log-log scale; null as it
 */
public record Maturity(
    Endpoint outcome,
    int days,
    State state,
    long won,
    long observed,
    long settled,
    long settledObserved,
    int longestFollowUp,
    @Nullable Long expected,
    @Nullable Bounds interval) {
  /** The windows told of, in days. */
  public static final List<Integer> WINDOWS = List.of(14, 30, 60, 90);

  /** The longest of {@link #WINDOWS}: cohorts older than it are alike to all of them. */
  public static final int LONGEST = 90;

  /** All windows of both outcomes; empty without deals. */
  public static List<Maturity> of(List<Cohort> cohorts, int minimum) {
    List<Maturity> all = new ArrayList<>();
    for (Endpoint outcome : Endpoint.values()) {
      FollowUp followUp = new FollowUp(outcome, cohorts);
      if (followUp.won() > 0) {
        for (int days : WINDOWS) {
          all.add(followUp.within(days, minimum));
        }
      }
    }
    return all;
  }
}

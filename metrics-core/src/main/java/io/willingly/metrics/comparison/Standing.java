package io.willingly.metrics.comparison;

import io.willingly.metrics.statistics.Power;
import org.jspecify.annotations.Nullable;

/**
 * Where one rep, or team, stands.
 *
 * @param known trials its rate rests on: answers of kept deals for happy to pay, else settled deals
 * @param raw the rate as counted; null where there are too few
 * @param shrunk the rate drawn to the baseline: what the list is ordered by
 * @param direction the probability of direction (Makowski et al. 2019), in millionths: that the
 *     true rate lies on that side of the company's on which the shrunk one lies; null where there
 *     are too few
 * @param rank null where there are too few
 * @param moreNeeded about how many more trials would tell, if the rate stays what it is believed to
 *     be, with a probability of 0.8; above {@link #MANY} it is not worth counting; null unless it
 *     can't be told yet
 * @param adjusted the rate it would have with the company's mix of deals; null where there are too
 *     few
 * @param covered share of the company's mix the adjusted rate is of, in millionths: kinds of deals
 *     without trials of this unit are left out
 */
public record Standing(
    String id,
    Tier tier,
    Counts counts,
    long known,
    @Nullable Figure raw,
    Figure shrunk,
    @Nullable Long direction,
    @Nullable Rank rank,
    @Nullable Long moreNeeded,
    @Nullable Figure adjusted,
    long covered) {
  /** More than this is not told as a number. */
  public static final long MANY = Power.MOST;

  /** The ranks it may truly have, at 95 % for all ranks of the list together; 1 is the best. */
  public record Rank(int best, int worst) {}
}

package io.willingly.metrics.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reps, or teams, side by side.
 *
 * @param company what was counted of all of them and of nobody's deals
 * @param companyRate what the tiers are against, in millionths; null without trials
 * @param baselines what the rates are drawn to, one for each component of the yardstick
 * @param scheduled whether the baselines are those of the schedule, which are published
 * @param standings by shrunk rate, the best first; those with too few trials after all others
 */
public record Comparison(
    Yardstick yardstick,
    Segment segment,
    Counts company,
    @Nullable Long companyRate,
    List<Baseline> baselines,
    boolean scheduled,
    List<Standing> standings) {
  /**
   * The false-discovery rate of the tiers, in percent: of all that are called clearly above, at
   * most this share is expected not to be above, and likewise below.
   */
  public static final int FALSE_DISCOVERY_PERCENT = 5;

  public Comparison {
    baselines = List.copyOf(baselines);
    standings = List.copyOf(standings);
  }

  /**
   * How much it matters where a unit stands: customers affected times certainty. That is its deals,
   * times how far its shrunk rate lies from the company's, times the probability that it truly lies
   * on that side; in millionths of a customer, 0 where there are too few to tell.
   */
  public long weight(Standing standing) {
    Long certain = standing.direction();
    if (companyRate == null || certain == null) {
      return 0;
    }
    long affected =
        Math.multiplyExact(
            standing.counts().won(), Math.abs(standing.shrunk().rate() - companyRate));
    return BigDecimal.valueOf(affected)
        .multiply(BigDecimal.valueOf(certain, Figure.SCALE))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}

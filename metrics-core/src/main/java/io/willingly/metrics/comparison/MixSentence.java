package io.willingly.metrics.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Says in words why raw and adjusted differ. */
record MixSentence(String id, Standardised standardised) {
  /** A twentieth of a percentage point: less does not show in a rate with one decimal. */
  private static final long UNSEEN = 500;

  /**
   * One sentence, and a second one when kinds of deals are left out.
   *
   * @param lines the largest effect first
   * @param difference raw less adjusted, in millionths
   */
  String text(List<Mix.Line> lines, long difference) {
    return because(lines, difference) + leftOut();
  }

  private String because(List<Mix.Line> lines, long difference) {
    if (Math.abs(difference) < UNSEEN) {
      return "The mix makes no difference.";
    }
    Mix.Line most =
        lines.stream()
            .filter(line -> Long.signum(line.effect()) == Long.signum(difference))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("effects do not sum to the difference"));
    return "Mostly because "
        + id
        + (most.share() > most.companyShare() ? " has more" : " has fewer")
        + (most.component() == Component.HAPPY ? " answers" : " deals")
        + " of "
        + most.kind().text()
        + " ("
        + percent(most.share())
        + " against "
        + percent(most.companyShare())
        + "), where "
        + where(most)
        + ".";
  }

  /** The effect rests on the unit's own rates; mostly they go the way everybody's do. */
  private String where(Mix.Line line) {
    long own = of(line.component(), strata -> strata.standardised().rate());
    long overAll = of(line.component(), Strata::companyRate);
    boolean higher = line.rate() > own;
    boolean everybody = line.companyRate() > overAll == higher;
    return what(line.component())
        + (higher ? " is higher" : " is lower")
        + (everybody
            ? " for everybody (" + percent(line.companyRate())
            : " with %s, though not for everybody (%s of %d"
                .formatted(id, percent(line.rate()), line.trials()))
        + (everybody ? " against the company's " : " against its own ")
        + percent(everybody ? overAll : own)
        + ")";
  }

  private long of(Component component, ToDoubleFunction<Strata> rate) {
    return standardised.components().stream()
        .filter(strata -> strata.component() == component)
        .mapToLong(strata -> Figure.millionths(rate.applyAsDouble(strata)))
        .findFirst()
        .orElseThrow();
  }

  private static String what(Component component) {
    return switch (component) {
      case REMORSE -> "remorse";
      case HAPPY -> "the share that is happy with the price";
      case REFERRAL -> "the share that refers";
    };
  }

  private String leftOut() {
    long covered = Figure.millionths(standardised.covered());
    return covered == 1_000_000
        ? ""
        : " Left out are the kinds of deals it has none of, "
            + percent(1_000_000 - covered)
            + " of the company's.";
  }

  private static String percent(long millionths) {
    return BigDecimal.valueOf(millionths, 4).setScale(1, RoundingMode.HALF_UP).toPlainString()
        + "%";
  }
}

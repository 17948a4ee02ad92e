package io.willingly.metrics.comparison;

import io.willingly.metrics.comparison.Standing.Rank;
import io.willingly.metrics.statistics.Posterior;
import io.willingly.metrics.statistics.Power;
import io.willingly.metrics.statistics.Prior;
import io.willingly.metrics.statistics.Ranks;
import io.willingly.metrics.statistics.Ranks.RankInterval;
import io.willingly.metrics.statistics.Trials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Compares units by empirical Bayes (Efron and Morris 1975; R110): what is believed of a unit is
 * the baseline and what was counted of it. The order, the ranks and the tiers follow from that
 * belief.
 */
public final class Comparer {
  private final Yardstick yardstick;
  private final Segment segment;
  private final Sample sample;
  private final int minimum;
  private final Map<Posterior, Figure> figures = new HashMap<>();

  private Comparer(Yardstick yardstick, Segment segment, Sample sample, int minimum) {
    this.yardstick = yardstick;
    this.segment = segment;
    this.sample = sample;
    this.minimum = minimum;
  }

  /**
   * Compares the units of a sample.
   *
   * @param segment only deals of these kinds count
   * @param sample settled deals
   * @param minimum trials from which on a rate is told
   */
  public static Comparison compare(
      Yardstick yardstick, Segment segment, Sample sample, Baselines baselines, int minimum) {
    List<Baseline> used =
        yardstick.components().stream().map(component -> baselines.of(component, segment)).toList();
    Counts company = sample.company(segment);
    return new Comparison(
        yardstick,
        segment,
        company,
        yardstick.raw(company).map(Figure::rate).orElse(null),
        used,
        baselines.scheduled(),
        new Comparer(yardstick, segment, sample, minimum).standings(used));
  }

  private List<Standing> standings(List<Baseline> baselines) {
    Map<Component, Prior> priors = new EnumMap<>(Component.class);
    baselines.forEach(baseline -> priors.put(baseline.component(), baseline.prior()));
    List<Candidate> units = new ArrayList<>();
    for (String id : sample.units()) {
      Counts counts = sample.of(id, segment);
      if (counts.won() > 0) {
        units.add(
            new Candidate(
                id,
                counts,
                yardstick.posterior(counts, priors),
                yardstick.posterior(counts, Map.of())));
      }
    }
    units.sort(
        Comparator.comparing((Candidate unit) -> !isTold(unit))
            .thenComparing(unit -> -better(unit))
            .thenComparing(Candidate::id));
    List<Candidate> told = units.stream().filter(this::isTold).toList();
    Calls above = new Calls(told, target(), yardstick.moreIsBetter());
    Calls below = new Calls(told, target(), !yardstick.moreIsBetter());
    Map<String, Rank> ranks = ranks(told);
    return units.stream()
        .map(
            unit -> {
              Rank rank = ranks.get(unit.id());
              return rank == null ? tooFew(unit) : standing(unit, rank, above, below);
            })
        .toList();
  }

  private boolean isTold(Candidate unit) {
    return yardstick.known(unit.counts()) >= minimum;
  }

  private double better(Candidate unit) {
    return yardstick.moreIsBetter() ? unit.believed().mean() : -unit.believed().mean();
  }

  private double target() {
    return yardstick.rate(sample.company(segment));
  }

  private Map<String, Rank> ranks(List<Candidate> told) {
    double[] estimates = told.stream().mapToDouble(this::better).toArray();
    double[] errors =
        told.stream().mapToDouble(unit -> unit.believed().standardDeviation()).toArray();
    List<RankInterval> intervals = Ranks.intervals(estimates, errors, Figure.confidence());
    Map<String, Rank> ranks = new HashMap<>();
    for (int i = 0; i < estimates.length; i++) {
      ranks.put(told.get(i).id(), new Rank(intervals.get(i).best(), intervals.get(i).worst()));
    }
    return ranks;
  }

  /** Units with few deals often have the same counts, and their intervals are integrals. */
  private Figure figure(Posterior believed) {
    return figures.computeIfAbsent(believed, yardstick::figure);
  }

  private Standing tooFew(Candidate unit) {
    return new Standing(
        unit.id(),
        Tier.TOO_FEW,
        unit.counts(),
        yardstick.known(unit.counts()),
        null,
        figure(unit.believed()),
        null,
        null,
        null,
        null,
        0);
  }

  private Standing standing(Candidate unit, Rank rank, Calls above, Calls below) {
    Tier tier =
        above.contains(unit)
            ? Tier.CLEARLY_ABOVE
            : below.contains(unit) ? Tier.CLEARLY_BELOW : Tier.CANT_TELL_YET;
    Standardised atCompanysMix = Standardised.of(unit.id(), yardstick, segment, sample);
    return new Standing(
        unit.id(),
        tier,
        unit.counts(),
        yardstick.known(unit.counts()),
        yardstick.raw(unit.counts()).orElse(null),
        figure(unit.believed()),
        Figure.millionths(direction(unit)),
        rank,
        tier == Tier.CANT_TELL_YET ? (Long) moreNeeded(unit, above, below) : null,
        atCompanysMix.figure(),
        Figure.millionths(atCompanysMix.covered()));
  }

  private double direction(Candidate unit) {
    double below = unit.believed().cdf(target());
    return unit.believed().mean() < target() ? below : 1 - below;
  }

  /**
   * If the true rate is what is believed, and the others' calls stay. The rate of happy to pay is
   * taken for a share of the answers, whose variance is a little larger.
   */
  private long moreNeeded(Candidate unit, Calls above, Calls below) {
    double rate = unit.believed().mean();
    boolean better = rate > target() == yardstick.moreIsBetter();
    long known = yardstick.known(unit.counts());
    Trials seen = new Trials(Math.round(known * yardstick.rate(unit.counts())), known);
    OptionalLong more =
        Power.moreNeeded(
            Prior.JEFFREYS, seen, rate, target(), (better ? above : below).threshold());
    return more.isPresent() ? Math.max(1, more.getAsLong()) : Standing.MANY + 1;
  }
}

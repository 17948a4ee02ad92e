package io.willingly.metrics.comparison;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.statistics.BetaPosterior;
import io.willingly.metrics.statistics.BinomialInterval;
import io.willingly.metrics.statistics.Interval;
import io.willingly.metrics.statistics.Posterior;
import io.willingly.metrics.statistics.Prior;
import io.willingly.metrics.statistics.ProductInterval;
import io.willingly.metrics.statistics.ProductPosterior;
import io.willingly.metrics.statistics.Trials;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reps and teams are compared by. */
public enum Yardstick {
  /** The share kept times the share of the kept who answered that is happy (R26). */
  HAPPY_TO_PAY,
  /** Less is better. */
  REMORSE,
  REFERRAL;

  /** What it is made of; of a product the last is the one that rests on answers. */
  public List<Component> components() {
    return switch (this) {
      case HAPPY_TO_PAY -> List.of(Component.REMORSE, Component.HAPPY);
      case REMORSE -> List.of(Component.REMORSE);
      case REFERRAL -> List.of(Component.REFERRAL);
    };
  }

  /** Whether a unit with more of it stands above one with less. */
  public boolean moreIsBetter() {
    return this != REMORSE;
  }

  /** The age in days a deal must exceed to be compared: young deals are not ranked. */
  public int window(Definition definition) {
    return components().get(0).window(definition);
  }

  /** How many trials a rate rests on: answers of kept deals, or deals. */
  long known(Counts counts) {
    return last(counts).trials();
  }

  /** The rate as counted, with the interval of the report; empty without trials. */
  Optional<Figure> raw(Counts counts) {
    if (known(counts) == 0) {
      return Optional.empty();
    }
    return Optional.of(Figure.of(rate(counts), interval(counts)));
  }

  /** The rate as counted; NaN without trials. */
  double rate(Counts counts) {
    double rate = last(counts).rate();
    return this == HAPPY_TO_PAY ? (1 - Component.REMORSE.of(counts).rate()) * rate : rate;
  }

  private Interval interval(Counts counts) {
    Trials last = last(counts);
    if (this != HAPPY_TO_PAY) {
      return BinomialInterval.WILSON.of(last.successes(), last.trials(), Figure.confidence());
    }
    return ProductInterval.of(
        BinomialInterval.WILSON,
        counts.won() - counts.remorse(),
        counts.won(),
        last.successes(),
        last.trials(),
        Figure.confidence());
  }

  /** What is believed of the rate of a unit, given how units differ in each component. */
  Posterior posterior(Counts counts, Map<Component, Prior> priors) {
    return this == HAPPY_TO_PAY
        ? new ProductPosterior(
            mirrored(beta(Component.REMORSE, counts, priors)),
            beta(Component.HAPPY, counts, priors))
        : beta(components().get(0), counts, priors);
  }

  private Trials last(Counts counts) {
    return components().get(components().size() - 1).of(counts);
  }

  /** What is believed of a rate, as a rate and an interval. */
  Figure figure(Posterior believed) {
    return Figure.of(believed.mean(), believed.credible(Figure.confidence()));
  }

  private static BetaPosterior beta(
      Component component, Counts counts, Map<Component, Prior> priors) {
    Trials trials = component.of(counts);
    return priors
        .getOrDefault(component, Prior.JEFFREYS)
        .given(trials.successes(), trials.trials());
  }

  private static BetaPosterior mirrored(BetaPosterior share) {
    return new BetaPosterior(/* alpha= */ share.beta(), /* beta= */ share.alpha());
  }
}

package io.willingly.metrics.comparison;

import io.willingly.metrics.statistics.Interval;
import io.willingly.metrics.statistics.ProductInterval;
import java.util.List;
import java.util.Map;

/**
 * The rate of a unit at the company's mix: each component directly standardised to the company's
 * trials of that component, so that the company's own rate stays what it is.
 */
record Standardised(Yardstick yardstick, List<Strata> components) {

  static Standardised of(String id, Yardstick yardstick, Segment segment, Sample sample) {
    Map<Segment, Counts> unit = sample.kinds(id, segment);
    Map<Segment, Counts> company = sample.companyKinds(segment);
    return new Standardised(
        yardstick,
        yardstick.components().stream()
            .map(component -> new Strata(component, unit, company))
            .toList());
  }

  /** The rate and its interval; there must be trials of each component. */
  Figure figure() {
    Strata first = components.get(0);
    if (yardstick != Yardstick.HAPPY_TO_PAY) {
      return Figure.of(rate(first), interval(first));
    }
    Strata happy = components.get(1);
    Interval remorse = interval(first);
    double kept = 1 - rate(first);
    return Figure.of(
        kept * rate(happy),
        ProductInterval.of(
            kept,
            new Interval(1 - remorse.high(), 1 - remorse.low()),
            rate(happy),
            interval(happy)));
  }

  /** The smallest part of the company's mix that a component covers. */
  double covered() {
    return components.stream().mapToDouble(Strata::covered).min().orElse(0);
  }

  /**
   * What a kind of deal in one component adds to the difference of the rates. A product of two
   * differs by each one's difference times the mean of the other.
   */
  double effect(Strata strata, Segment kind) {
    if (yardstick != Yardstick.HAPPY_TO_PAY) {
      return strata.effect(kind);
    }
    Strata remorse = components.get(0);
    Strata happy = components.get(1);
    return strata == remorse
        ? -strata.effect(kind) * (happy.raw() + rate(happy)) / 2
        : strata.effect(kind) * (2 - remorse.raw() - rate(remorse)) / 2;
  }

  private static double rate(Strata strata) {
    return strata.standardised().rate();
  }

  private static Interval interval(Strata strata) {
    return strata.standardised().interval(Figure.confidence());
  }
}

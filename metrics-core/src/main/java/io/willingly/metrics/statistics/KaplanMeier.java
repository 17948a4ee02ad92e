package io.willingly.metrics.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The product-limit estimate of the share without an event by each time (Kaplan and Meier 1958).
 * Who is censored at a time is at risk at that time.
 */
public final class KaplanMeier {
  /** How far from one half the curve may be by rounding and still lie flat on it. */
  private static final double ROUNDING = 1e-9;

  private final List<Step> steps;

  private KaplanMeier(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * The curve at one time.
   *
   * @param time as given to the builder
   * @param atRisk observed up to this time without an event before it
   * @param events of those, with the event at this time
   * @param censored of those, last seen without an event at this time
   * @param survival share without an event up to and including this time
   * @param standardError of the survival (Greenwood 1926); NaN at survival 0, as in R
   */
  public record Step(
      int time, long atRisk, long events, long censored, double survival, double standardError) {}

  /**
   * The time by which half have had the event.
   *
   * @param estimate empty while the curve is above one half
   * @param low empty while the lower limits are above one half
   * @param high empty while the upper limits are above one half
   */
  public record Median(OptionalDouble estimate, OptionalDouble low, OptionalDouble high) {}

  /** The scale on which an interval is symmetric. */
  public enum Transform {
    /** The survival itself, cut at 0 and 1. */
    PLAIN,
    /** Its logarithm, cut at 1: the default of R's survival. */
    LOG,
    /** log(-log): never leaves 0 and 1 (Kalbfleisch and Prentice 1980). */
    LOG_LOG
  }

  /** Collects who was seen until when. */
  public static final class Builder {
    private final TreeMap<Integer, long[]> seen = new TreeMap<>();

    /**
     * Adds those whose observation ended at a time.
     *
     * @param time 0 or more, such as days since the signing
     * @param events how many had the event then
     * @param censored how many were last seen then without it
     */
    public Builder add(int time, long events, long censored) {
      if (time < 0 || events < 0 || censored < 0) {
        throw new IllegalArgumentException(
            "%d events and %d censored at %d: none may be negative"
                .formatted(events, censored, time));
      }
      if (events + censored > 0) {
        long[] at = seen.computeIfAbsent(time, none -> new long[2]);
        at[0] += events;
        at[1] += censored;
      }
      return this;
    }

    public KaplanMeier build() {
      List<Step> steps = new ArrayList<>();
      long atRisk = seen.values().stream().mapToLong(at -> at[0] + at[1]).sum();
      double survival = 1;
      double hazards = 0;
      for (Map.Entry<Integer, long[]> entry : seen.entrySet()) {
        long events = entry.getValue()[0];
        long censored = entry.getValue()[1];
        survival *= (double) (atRisk - events) / atRisk;
        hazards += events / ((double) atRisk * (atRisk - events));
        double error = survival == 0 ? Double.NaN : survival * Math.sqrt(hazards);
        steps.add(new Step(entry.getKey(), atRisk, events, censored, survival, error));
        atRisk -= events + censored;
      }
      return new KaplanMeier(steps);
    }
  }

  /** One step for each time at which somebody had the event or was last seen. */
  public List<Step> steps() {
    return steps;
  }

  /**
   * The curve at any time: survival and standard error of the last step at or before it (1 and 0
   * before the first), and who is at risk at that very time. Past {@link #longest()} nobody is:
   * what is returned is then no estimate and is not to be shown.
   */
  public Step at(int time) {
    Step before = new Step(time, atRisk(time), 0, 0, 1, 0);
    for (Step step : steps) {
      if (step.time == time) {
        return step;
      }
      if (step.time > time) {
        break;
      }
      before = new Step(time, before.atRisk, 0, 0, step.survival, step.standardError);
    }
    return before;
  }

  /** The longest follow-up: the largest time of any kind; -1 when nobody was seen. */
  public int longest() {
    return steps.isEmpty() ? -1 : steps.get(steps.size() - 1).time;
  }

  /**
   * The interval of the survival at a step. Where the variance is undefined or 0, LOG_LOG takes the
   * Wilson interval of those at risk: survival 1 is n of n still without an event; survival 0
   * cannot exceed the survival of those at risk just then, 0 of n. With nobody at risk it is 0 to
   * 1. PLAIN and LOG do as R: no width at survival 1; at 0, where R gives NA, all from 0 to 1.
   *
   * @param confidence between 0 and 1, such as 0.95
   */
  public static Interval interval(Step step, double confidence, Transform transform) {
    double z = Normal.z(confidence);
    double survival = step.survival;
    if (survival == 0 || survival == 1) {
      return atTheEdge(step, confidence, transform);
    }
    double error = z * step.standardError;
    return switch (transform) {
      case PLAIN -> new Interval(survival - error, survival + error).within(0, 1);
      case LOG -> {
        double factor = Math.exp(error / survival);
        yield new Interval(survival / factor, survival * factor).within(0, 1);
      }
      case LOG_LOG -> {
        double factor = Math.exp(error / (survival * -Math.log(survival)));
        yield new Interval(Math.pow(survival, factor), Math.pow(survival, 1 / factor));
      }
    };
  }

  private static Interval atTheEdge(Step step, double confidence, Transform transform) {
    if (transform == Transform.LOG_LOG && step.atRisk > 0) {
      long without = step.survival == 1 ? step.atRisk : 0;
      return BinomialInterval.WILSON.of(without, step.atRisk, confidence);
    }
    return new Interval(transform == Transform.LOG_LOG || step.survival == 0 ? 0 : 1, 1);
  }

  /**
   * The median time to the event, with the limits of Brookmeyer and Crowley 1982: where the curves
   * of the limits cross one half. A curve flat on one half has its median in the middle of the
   * flat, as in R.
   */
  public Median median(double confidence, Transform transform) {
    return new Median(
        half(Step::survival),
        half(step -> interval(step, confidence, transform).low()),
        half(step -> interval(step, confidence, transform).high()));
  }

  private OptionalDouble half(ToDoubleFunction<Step> curve) {
    OptionalDouble flat = OptionalDouble.empty();
    for (Step step : steps) {
      if (step.events > 0) {
        double value = curve.applyAsDouble(step);
        if (flat.isPresent()) {
          return OptionalDouble.of((flat.getAsDouble() + step.time) / 2);
        }
        if (value < 0.5 - ROUNDING) {
          return OptionalDouble.of(step.time);
        }
        if (value < 0.5 + ROUNDING) {
          flat = OptionalDouble.of(step.time);
        }
      }
    }
    return flat;
  }

  /** Who was observed up to a time, without an event before it. */
  long atRisk(int time) {
    for (Step step : steps) {
      if (step.time >= time) {
        return step.atRisk;
      }
    }
    return 0;
  }
}

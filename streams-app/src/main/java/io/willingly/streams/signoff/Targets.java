package io.willingly.streams.signoff;

import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.scope.ScopeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rates aimed at. On a day the target is the one of the latest first day up to it.
 *
 * @param all by kind of scope, id, rate and first day
 */
public record Targets(List<Target> all) {
  private static final Comparator<Target> ORDER =
      Comparator.comparing((Target target) -> target.at().scope().kind())
          .thenComparing(target -> target.at().scope().id())
          .thenComparing(target -> target.at().metric())
          .thenComparingInt(target -> target.at().from());

  public Targets {
    List<Target> sorted = new ArrayList<>(all);
    sorted.sort(ORDER);
    all = List.copyOf(sorted);
  }

  /**
   * Whose target, for which rate.
   *
   * @param from epoch day on which it takes force
   */
  public record At(ScopeId scope, Headline metric, int from) {}

  /**
   * A target.
   *
   * @param rate 0 to 1
   * @param note why, null when nobody said
   */
  public record Target(
      At at, BigDecimal rate, String setBy, Instant setAt, @Nullable String note) {}

  /** The target in force on an epoch day; empty when there is none. */
  public Optional<Target> on(ScopeId scope, Headline metric, int day) {
    return on(day).all().stream()
        .filter(target -> target.at().scope().equals(scope) && target.at().metric() == metric)
        .findFirst();
  }

  /** Those in force on an epoch day: at most one for a scope and rate. */
  public Targets on(int day) {
    List<Target> inForce = new ArrayList<>();
    for (Target target : all) {
      if (target.at().from() <= day) {
        inForce.removeIf(
            earlier ->
                earlier.at().scope().equals(target.at().scope())
                    && earlier.at().metric() == target.at().metric());
        inForce.add(target);
      }
    }
    return new Targets(inForce);
  }
}

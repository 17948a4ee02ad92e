package io.willingly.streams.query;

import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.ScopeId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What facts would do if they were delivered now.
 *
 * @param lag records still to be read when it was made
 * @param fates what would become of each fact, in their order
 * @param others how many records delivered before would have a reason more, or less, by then
 * @param effects numbers of those who carry the deals that would change: the organisation's first,
 *     rolling periods before those of the calendar
 * @param hidden how many scopes would change that may not be told of, by kind
 */
public record DryRun(
    long lag,
    List<Fate> fates,
    Map<Reason, Integer> others,
    List<Effect> effects,
    Map<ScopeId.Kind, Integer> hidden) {
  public DryRun {
    fates = List.copyOf(fates);
    effects = List.copyOf(effects);
    others = Collections.unmodifiableMap(copy(Reason.class, others));
    hidden = Collections.unmodifiableMap(copy(ScopeId.Kind.class, hidden));
  }

  private static <K extends Enum<K>> Map<K, Integer> copy(Class<K> type, Map<K, Integer> counts) {
    Map<K, Integer> copy = new EnumMap<>(type);
    copy.putAll(counts);
    return copy;
  }

  /**
   * What would become of a fact.
   *
   * @param field at fault; null when none is
   * @param message what it means
   */
  public record Fate(Reason reason, @Nullable String field, String message) {
    /** One whose reason says all. */
    public static Fate of(Reason reason) {
      return new Fate(reason, null, reason.text());
    }
  }

  /** A number that would change. */
  public record Effect(ScopeId scope, Period period, Column column, Value before, Value after) {}
}

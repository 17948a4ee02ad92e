package io.willingly.streams.definition;

import io.willingly.event.RateState;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.fact.FactOrder;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.schemas.quality.Rates;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.RuleSetDifference;
import io.willingly.streams.query.RuleSetDifference.Row;
import io.willingly.streams.query.RuleSetDifference.Side;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The published numbers of two rule sets. Read from the topic, so that it works beside any number
 * of instances.
 */
public final class PublishedNumbers {
  private static final Comparator<ScopeId> WIDEST_FIRST =
      Comparator.comparing(ScopeId::kind).reversed().thenComparing(ScopeId::id, FactOrder.UTF8);

  private PublishedNumbers() {}

  /**
   * Compares the rates of all scopes.
   *
   * @param kinds of scopes
   * @param before version of the one rule set
   * @param after version of the other
   */
  public static RuleSetDifference compare(
      Cluster cluster, Set<ScopeId.Kind> kinds, Period period, int before, int after) {
    Map<ScopeId, ServiceQuality> old = new HashMap<>();
    Map<ScopeId, ServiceQuality> now = new HashMap<>();
    PublishedTopic.read(
        cluster,
        Topics.SERVICE_QUALITY,
        key ->
            key.getRole().equals(CellKey.PRIMARY)
                && key.getPeriod().equals(period.toString())
                && (key.getDefinitionVersion() == before || key.getDefinitionVersion() == after)
                && kinds.contains(scope(key).kind()),
        (key, row) -> note(key.getDefinitionVersion() == before ? old : now, scope(key), row));
    return new RuleSetDifference(before, after, period, rows(old, now));
  }

  private static void note(
      Map<ScopeId, ServiceQuality> rows, ScopeId scope, @Nullable ServiceQuality row) {
    if (row == null) {
      rows.remove(scope);
    } else {
      rows.put(scope, row);
    }
  }

  private static List<Row> rows(
      Map<ScopeId, ServiceQuality> before, Map<ScopeId, ServiceQuality> after) {
    Set<ScopeId> scopes = new TreeSet<>(WIDEST_FIRST);
    scopes.addAll(before.keySet());
    scopes.addAll(after.keySet());
    List<Row> rows = new ArrayList<>();
    for (ScopeId scope : scopes) {
      for (Metric metric : Metric.values()) {
        rows.add(
            new Row(
                scope, metric, side(metric, before.get(scope)), side(metric, after.get(scope))));
      }
    }
    return rows;
  }

  private static ScopeId scope(ServiceQualityKey key) {
    return new ScopeId(ScopeId.Kind.valueOf(key.getScope()), key.getId());
  }

  /** A row of zeros is none (R57). */
  private static Side side(Metric metric, @Nullable ServiceQuality row) {
    if (row == null) {
      return new Side(0, 0, null, false);
    }
    ByteBuffer rate = (ByteBuffer) row.get(metric.rate());
    return new Side(
        (Long) row.get(metric.numerator()),
        (Long) row.get(metric.denominator()),
        rate == null ? null : Rates.read(rate),
        row.getRates().stream()
            .anyMatch(
                each ->
                    each.getRate().equals(metric.rate()) && each.getState() == RateState.TOO_FEW));
  }
}

package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.RowOutcome;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.PluginMetrics;

/** Counts what became of rows since the plug-in started, beside the metrics of the worker. */
final class RowMetrics {
  private final AtomicLong mapped;
  private final AtomicLong rejected;
  private final AtomicLong filtered;

  RowMetrics(PluginMetrics metrics) {
    mapped = total(metrics, "rows-mapped-total", "Rows or payloads that made events");
    rejected = total(metrics, "rows-rejected-total", "Those that went to mapping-rejects");
    filtered = total(metrics, "rows-filtered-total", "Those that a filter of the mapping left out");
  }

  private static AtomicLong total(PluginMetrics metrics, String name, String description) {
    AtomicLong count = new AtomicLong();
    ShownMetrics.add(
        metrics,
        metrics.metricName(name, description, new LinkedHashMap<>()),
        (config, now) -> count.get());
    return count;
  }

  void count(RowOutcome outcome) {
    if (outcome instanceof RowOutcome.Mapped) {
      mapped.incrementAndGet();
    } else if (outcome instanceof RowOutcome.Rejected) {
      rejected.incrementAndGet();
    } else {
      filtered.incrementAndGet();
    }
  }
}

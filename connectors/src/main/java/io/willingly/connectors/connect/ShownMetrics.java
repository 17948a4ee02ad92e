package io.willingly.connectors.connect;

import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a plug-in shows beside the metrics of its worker. */
final class ShownMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ShownMetrics.class);

  private ShownMetrics() {}

  /**
   * Shows a number, unless a predecessor still does. A worker whose broker is away starts a task
   * anew before the one it gave up has let go of its metrics; that must cost the figure only, not
   * the task.
   */
  static void add(PluginMetrics metrics, MetricName name, Measurable value) {
    try {
      metrics.addMetric(name, value);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "{} is not shown until the next start, for a task that was given up still has it: {}",
          name.name(),
          e.getMessage());
    }
  }
}

package io.willingly.connectors.connect;

import io.willingly.connectors.webhook.Answer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;

/** What senders were told and how long it took, beside the metrics of the worker. */
final class PostMetrics {
  private final Map<Answer.Kind, LongAdder> totals = new EnumMap<>(Answer.Kind.class);
  private final Sensor seconds;

  PostMetrics(PluginMetrics metrics, IntSupplier waiting) {
    for (Answer.Kind kind : Answer.Kind.values()) {
      LongAdder total = new LongAdder();
      totals.put(kind, total);
      LinkedHashMap<String, String> tags = new LinkedHashMap<>();
      tags.put("answer", kind.name().toLowerCase(Locale.ROOT));
      ShownMetrics.add(
          metrics,
          metrics.metricName("posts-total", "Requests by what they were answered", tags),
          (config, now) -> total.sum());
    }
    ShownMetrics.add(
        metrics,
        name(metrics, "posts-waiting", "Posts that are read or wait for the broker"),
        (config, now) -> waiting.getAsInt());
    seconds = metrics.addSensor("answer-seconds");
    seconds.add(
        name(metrics, "answer-seconds-avg", "Seconds until a post was answered"), new Avg());
    seconds.add(name(metrics, "answer-seconds-max", "The longest time of late"), new Max());
  }

  private static MetricName name(PluginMetrics metrics, String name, String description) {
    return metrics.metricName(name, description, new LinkedHashMap<>());
  }

  void count(Answer answer) {
    of(answer.kind()).increment();
    seconds.record(answer.took().toNanos() / 1e9);
  }

  /** How often this was answered. */
  long total(Answer.Kind kind) {
    return of(kind).sum();
  }

  private LongAdder of(Answer.Kind kind) {
    return Objects.requireNonNull(totals.get(kind));
  }
}

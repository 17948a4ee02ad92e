package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.connectors.webhook.Answer;
import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.junit.jupiter.api.Test;

/** With the registry of a worker's metrics. */
class ShownMetricsTest {
  private static final Map<String, String> TASK = Map.of("connector", "shop", "task", "0");

  @Test
  void aTaskStartsAlthoughOneThatWasGivenUpStillShowsItsMetrics() throws Exception {
    try (Metrics worker = new Metrics();
        PluginMetricsImpl givenUp = new PluginMetricsImpl(worker, TASK);
        PluginMetricsImpl next = new PluginMetricsImpl(worker, TASK)) {
      PostMetrics before = new PostMetrics(givenUp, () -> 1);
      new RowMetrics(givenUp);

      PostMetrics after = new PostMetrics(next, () -> 2);
      new RowMetrics(next);

      assertThat(after.total(Answer.Kind.KEPT)).isEqualTo(before.total(Answer.Kind.KEPT)).isZero();
      assertThat(worker.metrics().keySet())
          .filteredOn(name -> name.name().equals("posts-waiting"))
          .hasSize(1);
    }
  }
}

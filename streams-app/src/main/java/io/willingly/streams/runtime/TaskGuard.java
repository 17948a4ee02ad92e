package io.willingly.streams.runtime;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/**
 * Under the group protocol {@code streams} Kafka Streams 4.3.1 makes its main consumer itself, and
 * lets it be wrapped by an internal setting only. Its brokers alone assign, so that it cannot ask
 * for a rebalance when tasks are corrupted; an assignment may come just then all the same.
 */
public final class TaskGuard extends ConsumerWrapper {
  private static final String SETTING = "__internal.consumer.wrapper__";

  static StreamsConfig in(StreamsConfig settings) {
    Map<String, Object> guarded = settings.originals();
    guarded.put(SETTING, TaskGuard.class);
    return new StreamsConfig(guarded);
  }

  @Override
  public void enforceRebalance(String reason) {
    TasksCorrupted.check(reason);
    super.enforceRebalance(reason);
  }
}

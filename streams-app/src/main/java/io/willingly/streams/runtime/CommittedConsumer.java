package io.willingly.streams.runtime;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How we read topics ourselves: what is committed only, and no place is kept unless we say so. */
public final class CommittedConsumer {
  private CommittedConsumer() {}

  /** A consumer; where its offset is gone it begins with the earliest there is. */
  public static KafkaConsumer<byte[], byte[]> of(Map<String, Object> clientSettings) {
    return of(clientSettings, Map.of());
  }

  /**
   * The same.
   *
   * @param also what else is set
   */
  public static KafkaConsumer<byte[], byte[]> of(
      Map<String, Object> clientSettings, Map<String, Object> also) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.putAll(also);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}

package io.willingly.endtoend;

import io.willingly.schemas.topic.Topic;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.testing.PipelineRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What connectors have committed to a topic. */
final class Delivered {
  private Delivered() {}

  static List<ConsumerRecord<byte[], byte[]>> to(DevBroker broker, Topic<?, ?> topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    PublishedTopic.records(
        Map.of("bootstrap.servers", broker.bootstrapServers()), topic.name(), records::add);
    return records;
  }

  /** Waits until there are so many, and gives them. */
  static List<ConsumerRecord<byte[], byte[]>> await(
      DevBroker broker, Topic<?, ?> topic, int records) {
    PipelineRun.await(() -> to(broker, topic).size() >= records);
    return to(broker, topic);
  }
}

package io.willingly.streams.topology;

import io.willingly.schemas.topic.Topic;
import io.willingly.streams.processor.SinkNames;
import io.willingly.streams.state.Stores;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** A sink, where the pipeline publishes the topic; processors forward to it by name. */
final class PublishStage {
  private PublishStage() {}

  static void publish(KStream<byte[], byte[]> rows, Stores from, Topic<?, ?> topic, Rules rules) {
    if (rules.publication().includes(topic)) {
      rows.to(
          topic.name(),
          Produced.with(Serdes.ByteArray(), Serdes.ByteArray())
              .withName(SinkNames.of(from, topic)));
    }
  }
}

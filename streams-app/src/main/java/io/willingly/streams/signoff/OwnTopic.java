package io.willingly.streams.signoff;

import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes to topics whose records people make. */
final class OwnTopic {
  private OwnTopic() {}

  /**
   * Writes one record and waits until the cluster has it; null removes the key.
   *
   * @throws io.willingly.streams.runtime.ClusterException when the cluster does not take it
   */
  static <K extends SpecificRecord, V extends SpecificRecord> void write(
      Cluster cluster, Topic<K, V> topic, K key, @Nullable V value) {
    byte[] keyBytes = WireFormat.keys(topic, cluster.ids()).encode(key);
    byte[] valueBytes =
        value == null ? null : WireFormat.values(topic, cluster.ids()).encode(value);
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      producer.send(new ProducerRecord<>(topic.name(), keyBytes, valueBytes));
      producer.flush();
    }
  }
}

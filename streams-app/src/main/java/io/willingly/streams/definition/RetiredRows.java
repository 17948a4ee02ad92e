package io.willingly.streams.definition;

import io.willingly.event.DealVerdictKey;
import io.willingly.event.ServiceQualityKey;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What rule sets that are over have published under their version. */
public final class RetiredRows {
  private RetiredRows() {}

  /**
   * Removes the rows of these versions (R71); once more does no harm. Nobody may be writing them
   * any more. Holds no keys in memory: a row that was published often is removed as often.
   */
  public static void remove(Cluster cluster, Set<Integer> versions) {
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      remove(
          cluster,
          Topics.SERVICE_QUALITY,
          ServiceQualityKey::getDefinitionVersion,
          versions,
          producer);
      remove(
          cluster, Topics.DEAL_VERDICTS, DealVerdictKey::getDefinitionVersion, versions, producer);
      producer.flush();
    }
  }

  private static <K extends SpecificRecord> void remove(
      Cluster cluster,
      Topic<K, ?> topic,
      ToIntFunction<K> versionOf,
      Set<Integer> versions,
      EventProducer producer) {
    WireFormat<K> keys = WireFormat.keys(topic, cluster.ids());
    PublishedTopic.records(
        cluster.clientSettings(),
        topic.name(),
        record -> {
          if (record.value() != null
              && keys.decode(record.key()) instanceof Decoded.Value<K> key
              && versions.contains(versionOf.applyAsInt(key.value()))) {
            producer.send(
                new ProducerRecord<>(topic.name(), record.partition(), record.key(), null));
          }
        });
  }
}

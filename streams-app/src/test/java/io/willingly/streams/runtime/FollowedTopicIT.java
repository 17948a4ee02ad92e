package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.WaitingDeals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedTopicIT {
  private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void tellsTheLatestRowsEachTimeAndBeginsAgainAfterAFailure(@TempDir Path directory)
      throws Exception {
    try (DevBroker broker = DevBroker.start(directory, DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      PipelineRun.createTopics(bootstrap);
      Cluster cluster = new Cluster(Map.of("bootstrap.servers", bootstrap), Deliveries.IDS);
      try (FollowedTopic<WaitingObjectKey, WaitingObject> followed =
          new FollowedTopic<>(cluster, Topics.WAITING_OBJECTS)) {
        assertThat(followed.rows()).isEmpty();
        WaitingDeals.of("crm", bootstrap, SINCE);
        assertThat(followed.rows()).hasSize(6);
        assertThat(followed.rows()).hasSize(6);

        WaitingObjectKey last = new WaitingObjectKey("crm", "deal", "9100");
        PipelineRun.publish(bootstrap, Topics.WAITING_OBJECTS, last, null);
        assertThat(followed.rows()).hasSize(5).doesNotContainKey(last);

        try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(bootstrap)) {
          producer
              .send(new ProducerRecord<>(Topics.WAITING_OBJECTS.name(), new byte[1], new byte[1]))
              .get();
        }
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(followed::rows)
              .isInstanceOf(ClusterException.class)
              .hasMessageMatching("waiting-objects-\\d at \\d cannot be read: .*");
        }
      }
    }
  }
}

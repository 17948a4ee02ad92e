package io.willingly.streams.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevBrokerIT {
  private static final TopicPartition PARTITION = new TopicPartition("greetings", 0);

  @Test
  void keepsItsDataAcrossARestart(@TempDir Path directory) throws Exception {
    try (DevBroker broker = DevBroker.start(directory, DevBroker.ANY_PORT)) {
      sendInATransaction(broker.bootstrapServers());
    }

    try (DevBroker broker = DevBroker.start(directory, DevBroker.ANY_PORT)) {
      assertThat(read(broker.bootstrapServers())).isEqualTo("hello");
    }
  }

  private static void sendInATransaction(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      NewTopic topic = new NewTopic(PARTITION.topic(), 1, (short) 1);
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrap, "transactional.id", "greeter");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(
          new ProducerRecord<>(PARTITION.topic(), "hello".getBytes(StandardCharsets.UTF_8)));
      producer.commitTransaction();
    }
  }

  private static String read(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrap,
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(PARTITION));
      byte[] value = consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
      return new String(value, StandardCharsets.UTF_8);
    }
  }
}

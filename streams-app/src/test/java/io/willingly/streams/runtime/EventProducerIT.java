package io.willingly.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.demo.Company;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventProducerIT {
  private static final int FACTS = 3_000;

  @Test
  void whatIsReadBackIsWhatTheCompanySaid(@TempDir Path directory) throws Exception {
    SchemaIds ids = EmbeddedSchemaIds.inMemory();
    List<Fact> sent = facts();
    try (DevBroker broker = DevBroker.start(directory, DevBroker.ANY_PORT)) {
      Map<String, Object> cluster = Map.of("bootstrap.servers", broker.bootstrapServers());
      try (Admin admin = Admin.create(cluster)) {
        TopicSetup.createMissing(admin, 1, 1);
      }

      try (EventProducer producer = new EventProducer(cluster, ids)) {
        sent.forEach(producer::send);
        producer.flush();
      }

      List<Fact> read = read(cluster, ids);
      read.sort(Comparator.comparingLong(fact -> fact.delivery().arrival()));
      assertThat(read).isEqualTo(sent);
    }
  }

  private static List<Fact> facts() {
    Iterator<Fact> facts =
        new Company(new Company.Settings(5, 12, LocalDate.of(2025, 1, 1), ZoneOffset.UTC)).facts();
    List<Fact> taken = new ArrayList<>(FACTS);
    for (int i = 0; i < FACTS; i++) {
      taken.add(facts.next());
    }
    return taken;
  }

  private static List<Fact> read(Map<String, Object> cluster, SchemaIds ids) {
    List<Fact> read = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(cluster, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Arrays.stream(Family.values())
              .map(family -> new TopicPartition(Topics.of(family).name(), 0))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (int polls = 0; read.size() < FACTS && polls < 60; polls++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          read.add(fact(record, ids));
        }
      }
    }
    return read;
  }

  private static Fact fact(ConsumerRecord<byte[], byte[]> record, SchemaIds ids) {
    Topic<String, ? extends SpecificRecord> topic =
        Arrays.stream(Family.values())
            .<Topic<String, ? extends SpecificRecord>>map(Topics::of)
            .filter(candidate -> candidate.name().equals(record.topic()))
            .findFirst()
            .orElseThrow();
    Decoded<? extends SpecificRecord> decoded =
        WireFormat.values(topic, ids).decode(record.value());
    assertThat(decoded).isInstanceOf(Decoded.Value.class);
    SpecificRecord event = ((Decoded.Value<? extends SpecificRecord>) decoded).value();
    FactReading reading = FactCodec.toFact(event, new Delivery(record.timestamp(), 0));
    assertThat(reading).isInstanceOf(FactReading.Read.class);
    Fact fact = ((FactReading.Read) reading).fact();
    assertThat(record.key()).isEqualTo(fact.customerId().getBytes(StandardCharsets.UTF_8));
    return fact;
  }
}

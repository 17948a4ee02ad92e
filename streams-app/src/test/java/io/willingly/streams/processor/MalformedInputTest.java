package io.willingly.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.RegistryUnavailable;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.Malformed;
import io.willingly.streams.testing.TopologyRunner;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedInputTest {
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);

  @Test
  void everyMalformedRecordIsCountedWithItsReasonAndNothingStalls() {
    Map<Reason, ProducerRecord<byte[], byte[]>> records = Malformed.records();
    try (TopologyTestDriver driver = driver(Deliveries.IDS)) {
      TopologyRunner.pipe(driver, Deliveries.of(Malformed.good("good")));

      records.values().forEach(record -> TopologyRunner.pipe(driver, record));
      TopologyRunner.pipe(driver, Deliveries.of(Malformed.good("good-2")));

      Map<Reason, Long> expected = new EnumMap<>(Reason.class);
      records.keySet().forEach(reason -> expected.put(reason, 1L));
      expected.put(Reason.NONE, 1L);
      expected.put(Reason.REWIN, 1L);
      assertThat(TopologyRunner.state(driver).ledger()).isEqualTo(expected);
    }
  }

  @Test
  void everyRejectedRecordIsWrittenOutAsItCame() {
    Map<Reason, ProducerRecord<byte[], byte[]>> records = Malformed.records();
    try (TopologyTestDriver driver = driver(Deliveries.IDS)) {
      TopologyRunner.pipe(driver, Deliveries.of(Malformed.good("good")));

      records.values().forEach(record -> TopologyRunner.pipe(driver, record));

      Map<Reason, ByteBuffer> originals = new EnumMap<>(Reason.class);
      for (TestRecord<RejectedEventKey, RejectedEvent> row :
          TopologyRunner.records(driver, Topics.REJECTED_EVENTS)) {
        originals.put(Reason.valueOf(row.value().getReason()), row.value().getOriginalValue());
      }
      assertThat(originals.keySet()).isEqualTo(rejections());
      records.forEach(
          (reason, record) -> {
            if (reason.outcome() == Outcome.REJECTED && reason != Reason.MAPPING) {
              assertThat(originals).containsEntry(reason, ByteBuffer.wrap(record.value()));
            }
          });
    }
  }

  /** An input that is not compacted takes any of them; none may stop what counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "deal-events",
        "call-events",
        "survey-events",
        "referral-events",
        "customer-erasures",
        "rep-directory",
        "mapping-rejects"
      })
  void whatHasNoKeyOrNoValueStallsNoInput(String topic) {
    byte[] bytes = {1, 2, 3};
    List<ProducerRecord<byte[], byte[]>> records =
        List.of(
            new ProducerRecord<>(topic, null, bytes),
            new ProducerRecord<>(topic, null, null),
            new ProducerRecord<>(topic, bytes, bytes),
            new ProducerRecord<>(topic, bytes, null));
    try (TopologyTestDriver driver = driver(Deliveries.IDS)) {
      records.forEach(record -> TopologyRunner.pipe(driver, record));

      assertThat(TopologyRunner.records(driver, Topics.REJECTED_EVENTS)).hasSize(4);
    }
  }

  /** In microseconds it would be the newest day of its customer for 50,000 years (R7). */
  @Test
  void anArrivalAfter2099IsRejected() {
    ProducerRecord<byte[], byte[]> good = Deliveries.of(Malformed.good("good"));
    long newYear2100 = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    try (TopologyTestDriver driver = driver(Deliveries.IDS)) {
      TopologyRunner.pipe(driver, at(newYear2100, good));
      TopologyRunner.pipe(driver, at(Long.MAX_VALUE, good));
      TopologyRunner.pipe(driver, at(newYear2100 - 1, good));

      assertThat(TopologyRunner.state(driver).ledger())
          .isEqualTo(Map.of(Reason.BAD_TIMESTAMP, 2L, Reason.NONE, 1L));
    }
  }

  private static ProducerRecord<byte[], byte[]> at(
      long timestamp, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(record.topic(), null, timestamp, record.key(), record.value());
  }

  @Test
  void aRecordOfAnySizeFitsIntoItsReject() {
    byte[] key = new byte[900_000];
    byte[] value = new byte[9_000_000];
    try (TopologyTestDriver driver = driver(Deliveries.IDS)) {
      TopologyRunner.pipe(
          driver, new ProducerRecord<>(Topics.DEAL_EVENTS.name(), null, 1L, key, value));

      RejectedEvent reject = TopologyRunner.records(driver, Topics.REJECTED_EVENTS).get(0).value();
      assertThat(reject.getReason()).isEqualTo(Reason.TOO_LARGE.name());
      assertThat(reject.getMessage()).startsWith("9000000 bytes");
      assertThat(reject.getOriginalKey().remaining() + reject.getOriginalValue().remaining())
          .isBetween(64 << 10, 900 << 10);
      assertThat(reject.getOriginalKeySize()).isEqualTo(key.length);
      assertThat(reject.getOriginalValueSize()).isEqualTo(value.length);
    }
  }

  @Test
  void aSilentRegistryStopsTheStreamAndRejectsNothing() {
    SchemaIds silent =
        new SchemaIds() {
          @Override
          public int idFor(String subject, Schema schema) {
            return Deliveries.IDS.idFor(subject, schema);
          }

          @Override
          public OptionalInt version(String subject, Schema schema) {
            return OptionalInt.empty();
          }

          @Override
          public Lookup schemaById(int id) {
            return new Lookup.Unavailable("no answer");
          }
        };
    try (TopologyTestDriver driver = driver(silent)) {
      ProducerRecord<byte[], byte[]> good = Deliveries.of(Malformed.good("good"));

      assertThatThrownBy(() -> TopologyRunner.pipe(driver, good))
          .hasRootCauseInstanceOf(RegistryUnavailable.class);

      assertThat(TopologyRunner.state(driver).ledger()).isEmpty();
    }
  }

  private static Set<Reason> rejections() {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.outcome() == Outcome.REJECTED)
        .collect(Collectors.toSet());
  }

  private static TopologyTestDriver driver(SchemaIds ids) {
    return TopologyRunner.driver(DEFINITION, ids, Malformed.PARTITIONS, Clock.systemUTC());
  }
}

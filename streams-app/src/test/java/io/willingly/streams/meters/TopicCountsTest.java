package io.willingly.streams.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.willingly.event.AlarmKind;
import io.willingly.event.AlarmState;
import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.testing.Deliveries;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicCountsTest {
  private final TopicCounts counts = new TopicCounts(Deliveries.IDS);

  private <K extends SpecificRecord, V extends SpecificRecord> void see(
      Topic<K, V> topic, K key, @Nullable V value) {
    byte[] bytes = value == null ? null : WireFormat.values(topic, Deliveries.IDS).encode(value);
    counts.see(
        new ConsumerRecord<>(
            topic.name(), 0, 0, WireFormat.keys(topic, Deliveries.IDS).encode(key), bytes));
  }

  private void ledger(String source, String outcome, String reason, int partition, long count) {
    see(
        Topics.INGEST_LEDGER,
        new IngestLedgerKey(source, outcome, reason, "deal-events", partition, 0L),
        count == 0 ? null : new IngestLedgerRow(count));
  }

  private void alarm(AlarmKind kind, AlarmState state, String quarter) {
    see(
        Topics.QUALITY_ALARMS,
        new QualityAlarmKey("TEAM", "north", "remorse", 1),
        QualityAlarm.newBuilder()
            .setState(state)
            .setDay(LocalDate.of(2026, 2, 1))
            .setDeals(10L)
            .setEvents(5L)
            .setStatistic(4)
            .setLimit(3)
            .setFalseAlarmsPerQuarter(1)
            .setCellsThrough(LocalDate.of(2026, 2, 1))
            .setKind(kind)
            .setQuarter(quarter)
            .setEvidence(List.of())
            .build());
  }

  /** The values of a meter, by those of its labels. */
  private Map<List<String>, Double> told(Meter meter) {
    Map<List<String>, Double> told = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    for (MetricSnapshot snapshot : counts.readings().snapshots()) {
      if (snapshot.getMetadata().getName().equals(meter.base())) {
        for (DataPointSnapshot point : snapshot.getDataPoints()) {
          told.put(
              meter.labels().stream().map(label -> point.getLabels().get(label)).toList(),
              point instanceof CounterSnapshot.CounterDataPointSnapshot counter
                  ? counter.getValue()
                  : ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue());
        }
      }
    }
    return told;
  }

  @Test
  void theLedgerIsSummedOverPartitionsAndFollowsItsMoves() {
    ledger("crm", "COUNTED", "NONE", 0, 3);
    ledger("crm", "COUNTED", "NONE", 1, 4);
    ledger("crm", "PENDING", "NO_DEAL", 1, 2);
    ledger("erp", "REJECTED", "CONFLICT", 0, 1);
    ledger("erp", "REJECTED", "OF_A_LATER_VERSION", 0, 5);

    assertThat(told(Meter.EVENTS_RECEIVED))
        .containsOnly(Map.entry(List.of("crm"), 9.0), Map.entry(List.of("erp"), 6.0));
    assertThat(told(Meter.EVENTS)).containsEntry(List.of("crm", "counted"), 7.0);
    assertThat(told(Meter.EVENTS)).containsEntry(List.of("crm", "pending"), 2.0);
    assertThat(told(Meter.EVENTS_REJECTED))
        .containsOnly(Map.entry(List.of("CONFLICT"), 1.0), Map.entry(List.of(Meter.OTHER), 5.0));

    ledger("crm", "PENDING", "NO_DEAL", 1, 0);
    assertThat(told(Meter.EVENTS)).doesNotContainKey(List.of("crm", "pending"));
    // It left one row and has not come to the other: a counter must not fall.
    assertThat(told(Meter.EVENTS_RECEIVED)).containsEntry(List.of("crm"), 9.0);
    ledger("crm", "COUNTED", "NONE", 1, 6);
    assertThat(told(Meter.EVENTS_RECEIVED)).containsEntry(List.of("crm"), 9.0);
    assertThat(told(Meter.EVENTS)).containsEntry(List.of("crm", "counted"), 9.0);
  }

  @Test
  void aFloodOfSourcesSharesASeriesAndTheLargestAreNamed() {
    for (int i = 0; i < 5 * SourceNames.MOST; i++) {
      ledger("flood-" + i, "COUNTED", "NONE", 0, 1);
    }
    ledger("crm", "COUNTED", "NONE", 0, 1000);
    ledger("x".repeat(65), "COUNTED", "NONE", 0, 2000);

    Map<List<String>, Double> first = told(Meter.EVENTS_RECEIVED);
    assertThat(first).hasSize(SourceNames.MOST + 1).containsEntry(List.of("crm"), 1000.0);
    assertThat(first.values().stream().mapToDouble(each -> each).sum())
        .isEqualTo(5 * SourceNames.MOST + 3000);

    for (int i = 0; i < 100; i++) {
      ledger("late-" + i, "COUNTED", "NONE", 0, 10_000);
    }
    assertThat(told(Meter.EVENTS_RECEIVED).keySet()).isEqualTo(first.keySet());
    assertThat(told(Meter.EVENTS).keySet()).hasSize(SourceNames.MOST + 1);
  }

  @Test
  void earlyWarningsStandUntilTheyAreWithdrawnHoweverOftenTheyAreRead() {
    for (int read = 0; read < 2; read++) {
      counts.begin();
      alarm(AlarmKind.PEER, AlarmState.RAISED, "2026-Q1");
      alarm(AlarmKind.TREND, AlarmState.RAISED, "2026-Q1");
      alarm(AlarmKind.TREND, AlarmState.RAISED, "2025-Q4");
      alarm(AlarmKind.TREND, AlarmState.RETRACTED, "2025-Q4");

      assertThat(told(Meter.WARNINGS_RAISED)).containsEntry(List.of("trend"), 2.0);
      assertThat(told(Meter.WARNINGS_RETRACTED)).containsEntry(List.of("trend"), 1.0);
      assertThat(told(Meter.WARNINGS_ACTIVE))
          .containsEntry(List.of("trend"), 1.0)
          .containsEntry(List.of("peer"), 1.0)
          .containsEntry(List.of("cusum"), 0.0);
    }
  }

  @Test
  void objectsAreSummedOverTypesAndPartitions() {
    Instant last = Instant.parse("2026-02-01T10:00:00Z");
    see(
        Topics.OBJECT_COUNTS,
        new ObjectCountKey("hubspot", "deal", 0),
        new ObjectCount(10L, 4L, 1L, last));
    see(
        Topics.OBJECT_COUNTS,
        new ObjectCountKey("hubspot", "company", 1),
        new ObjectCount(5L, 2L, 2L, last));

    assertThat(told(Meter.OBJECT_PARTS)).containsOnly(Map.entry(List.of("hubspot"), 15.0));
    assertThat(told(Meter.OBJECTS_WAITING)).containsOnly(Map.entry(List.of("hubspot"), 3.0));
  }
}

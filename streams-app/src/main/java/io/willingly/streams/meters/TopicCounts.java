package io.willingly.streams.meters;

import io.willingly.event.AlarmKind;
import io.willingly.event.AlarmState;
import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts what the topics tell, record by record. Not thread-safe. */
final class TopicCounts {
  /** What is read of. */
  static final List<String> TOPICS =
      List.of(
          Topics.INGEST_LEDGER.name(),
          Topics.OBJECT_COUNTS.name(),
          Topics.QUALITY_ALARMS.name(),
          Topics.RESTATEMENTS.name());

  private static final Set<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::name).collect(Collectors.toUnmodifiableSet());

  private final WireFormat<IngestLedgerKey> ledgerKeys;
  private final WireFormat<IngestLedgerRow> ledgerRows;
  private final WireFormat<ObjectCountKey> objectKeys;
  private final WireFormat<ObjectCount> objectRows;
  private final WireFormat<QualityAlarmKey> alarmKeys;
  private final WireFormat<QualityAlarm> alarms;
  private final SourceNames names = new SourceNames();
  private final Map<String, Long> mostReceived = new HashMap<>();
  private final Map<IngestLedgerKey, Long> ledger = new HashMap<>();
  private final Map<ObjectCountKey, ObjectCount> objects = new HashMap<>();
  private final Map<AlarmKind, Long> raised = new EnumMap<>(AlarmKind.class);
  private final Map<AlarmKind, Long> retracted = new EnumMap<>(AlarmKind.class);
  private final Set<Warning> standing = new HashSet<>();
  private long restatements;

  /** What a raised early warning and its withdrawal have in common. */
  private record Warning(
      QualityAlarmKey key, AlarmKind kind, String productLine, String quarter, LocalDate day) {}

  TopicCounts(SchemaIds ids) {
    ledgerKeys = WireFormat.keys(Topics.INGEST_LEDGER, ids);
    ledgerRows = WireFormat.values(Topics.INGEST_LEDGER, ids);
    objectKeys = WireFormat.keys(Topics.OBJECT_COUNTS, ids);
    objectRows = WireFormat.values(Topics.OBJECT_COUNTS, ids);
    alarmKeys = WireFormat.keys(Topics.QUALITY_ALARMS, ids);
    alarms = WireFormat.values(Topics.QUALITY_ALARMS, ids);
  }

  /** Begins again, because the topics are read again from their beginnings. */
  void begin() {
    ledger.clear();
    objects.clear();
    raised.clear();
    retracted.clear();
    standing.clear();
    restatements = 0;
  }

  /**
   * Counts a record.
   *
   * @throws io.willingly.streams.runtime.ClusterException when it cannot be read
   */
  void see(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.INGEST_LEDGER.name())) {
      put(
          ledger,
          PublishedTopic.decoded(ledgerKeys, record.key(), record),
          record.value() == null ? null : value(ledgerRows, record).getCount());
    } else if (record.topic().equals(Topics.OBJECT_COUNTS.name())) {
      put(
          objects,
          PublishedTopic.decoded(objectKeys, record.key(), record),
          record.value() == null ? null : value(objectRows, record));
    } else if (record.topic().equals(Topics.QUALITY_ALARMS.name()) && record.value() != null) {
      see(PublishedTopic.decoded(alarmKeys, record.key(), record), value(alarms, record));
    } else if (record.topic().equals(Topics.RESTATEMENTS.name()) && record.value() != null) {
      restatements++;
    }
  }

  private static <T extends SpecificRecord> T value(
      WireFormat<T> format, ConsumerRecord<byte[], byte[]> record) {
    return PublishedTopic.decoded(format, record.value(), record);
  }

  private static <K, V> void put(Map<K, V> rows, K key, @Nullable V value) {
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  private void see(QualityAlarmKey key, QualityAlarm alarm) {
    Warning warning =
        new Warning(
            key, alarm.getKind(), alarm.getProductLine(), alarm.getQuarter(), alarm.getDay());
    if (alarm.getState() == AlarmState.RAISED) {
      raised.merge(alarm.getKind(), 1L, Long::sum);
      standing.add(warning);
    } else {
      retracted.merge(alarm.getKind(), 1L, Long::sum);
      standing.remove(warning);
    }
  }

  /** What was counted. */
  Readings readings() {
    Readings readings = new Readings();
    received(readings);
    ledger.forEach(
        (key, count) -> {
          String outcome = outcome(key.getOutcome());
          readings.add(Meter.EVENTS, count, names.label(key.getSource()), outcome);
          if (key.getOutcome().equals(Outcome.REJECTED.name())) {
            readings.add(Meter.EVENTS_REJECTED, count, reason(key.getReason()));
          }
        });
    objects.forEach(
        (key, count) -> {
          String source = names.label(key.getSource());
          readings.add(Meter.OBJECT_PARTS, count.getParts(), source);
          readings.add(Meter.OBJECTS_WAITING, count.getWaiting(), source);
        });
    for (AlarmKind kind : AlarmKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT);
      readings.add(Meter.WARNINGS_RAISED, raised.getOrDefault(kind, 0L), name);
      readings.add(Meter.WARNINGS_RETRACTED, retracted.getOrDefault(kind, 0L), name);
      long stand = standing.stream().filter(warning -> warning.kind() == kind).count();
      readings.add(Meter.WARNINGS_ACTIVE, stand, name);
    }
    readings.add(Meter.RESTATEMENTS, restatements);
    return readings;
  }

  /**
   * A count that moves from one outcome to another leaves one partition before it is seen to come
   * to another. For a moment there is less; but a counter that falls is taken for one that began
   * again at zero, so it is told when it is more than before.
   */
  private void received(Readings readings) {
    Map<String, Long> received = new HashMap<>();
    ledger.forEach((key, count) -> received.merge(key.getSource(), count, Long::sum));
    received.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(
            source ->
                readings.add(
                    Meter.EVENTS_RECEIVED,
                    mostReceived.merge(source.getKey(), source.getValue(), Long::max),
                    names.label(source.getKey())));
  }

  private static String outcome(String name) {
    boolean known = Arrays.stream(Outcome.values()).anyMatch(each -> each.name().equals(name));
    return known ? name.toLowerCase(Locale.ROOT) : Meter.OTHER;
  }

  /** Codes of another version may be there. */
  private static String reason(String name) {
    return REASONS.contains(name) ? name : Meter.OTHER;
  }
}

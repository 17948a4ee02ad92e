package io.willingly.streams.delivery;

import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells which published records are news: every alarm and withdrawal; of the save list, a
 * customer's deal when it comes to be on it, and no change of it. Not thread-safe.
 */
final class News {
  /** Where news comes from. */
  static final List<String> TOPICS = List.of(Topics.QUALITY_ALARMS.name(), Topics.SAVE_LIST.name());

  private final IntSupplier today;
  private final WireFormat<QualityAlarmKey> alarmKeys;
  private final WireFormat<QualityAlarm> alarms;
  private final WireFormat<SaveListKey> saveListKeys;
  private final WireFormat<SaveListEntry> saveList;
  private final Set<SaveListKey> listed = new HashSet<>();

  /**
   * With nobody on the save list.
   *
   * @param today the organisation's date, as an epoch day
   */
  News(SchemaIds ids, IntSupplier today) {
    this.today = today;
    this.alarmKeys = WireFormat.keys(Topics.QUALITY_ALARMS, ids);
    this.alarms = WireFormat.values(Topics.QUALITY_ALARMS, ids);
    this.saveListKeys = WireFormat.keys(Topics.SAVE_LIST, ids);
    this.saveList = WireFormat.values(Topics.SAVE_LIST, ids);
  }

  /** Takes note of a record of the save list that was told before. */
  void skip(ConsumerRecord<byte[], byte[]> record) {
    isNew(record);
  }

  /**
   * The message of a record, if it is news.
   *
   * @throws ClusterException when it cannot be read
   */
  Optional<Message> of(ConsumerRecord<byte[], byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (record.topic().equals(Topics.QUALITY_ALARMS.name())) {
      return record.value() == null
          ? Optional.empty()
          : Messages.alarm(
              id(record),
              at,
              PublishedTopic.decoded(alarmKeys, record.key(), record),
              PublishedTopic.decoded(alarms, record.value(), record));
    }
    if (!isNew(record)) {
      return Optional.empty();
    }
    SaveListEntry entry = PublishedTopic.decoded(saveList, record.value(), record);
    LocalDate date = LocalDate.ofEpochDay(today.getAsInt());
    return entry.getUntil().isBefore(date)
        ? Optional.empty()
        : Optional.of(
            Messages.saveList(
                id(record),
                at,
                PublishedTopic.decoded(saveListKeys, record.key(), record),
                entry,
                date));
  }

  /** Notes who is on the save list by a record; true when he was not. */
  private boolean isNew(ConsumerRecord<byte[], byte[]> record) {
    SaveListKey key = PublishedTopic.decoded(saveListKeys, record.key(), record);
    if (record.value() == null) {
      listed.remove(key);
      return false;
    }
    return listed.add(key);
  }

  /** Its place in the log, and its time, for a topic may be created anew. */
  private static String id(ConsumerRecord<?, ?> record) {
    return "%s_%d_%d_%d"
        .formatted(record.topic(), record.partition(), record.offset(), record.timestamp());
  }
}

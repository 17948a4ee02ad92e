package io.willingly.streams.watch;

import io.willingly.event.AlarmState;
import io.willingly.event.QualityAlarm;
import io.willingly.event.QualityAlarmKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PublishedTopic;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code quality-alarms}, which is the only memory of what was raised. One writer at a
 * time: who opens it later fences who had it, with what that one had begun. Not thread-safe.
 */
public final class AlarmLog implements AutoCloseable {
  private final Cluster cluster;
  private final String writer;
  private final Clock clock;
  private @Nullable Opened opened;

  /**
   * A log that is opened when it is first asked.
   *
   * @param applicationId of the pipeline: its writers fence each other
   */
  public AlarmLog(Cluster cluster, String applicationId, Clock clock) {
    this.cluster = cluster;
    this.writer = applicationId + "-alarms";
    this.clock = clock;
  }

  /** An alarm in the log. */
  public record Entry(QualityAlarmKey key, QualityAlarm value) {
    private Id id() {
      return new Id(
          key, value.getKind(), value.getProductLine(), value.getQuarter(), value.getDay());
    }
  }

  /** What a raised alarm and its withdrawal have in common. */
  private record Id(
      QualityAlarmKey key,
      io.willingly.event.AlarmKind kind,
      String productLine,
      String quarter,
      LocalDate day) {}

  private record Opened(KafkaProducer<byte[], byte[]> producer, Map<Id, Entry> standing) {}

  /** The alarms that were raised and not withdrawn. */
  public Collection<Entry> standing() {
    return List.copyOf(open().standing().values());
  }

  /**
   * Adds entries, all or none.
   *
   * @throws KafkaException when they are not added; it is opened anew when it is next asked
   */
  public void add(List<Entry> entries) {
    Opened log = open();
    WireFormat<QualityAlarmKey> keys = WireFormat.keys(Topics.QUALITY_ALARMS, cluster.ids());
    WireFormat<QualityAlarm> values = WireFormat.values(Topics.QUALITY_ALARMS, cluster.ids());
    try {
      log.producer().beginTransaction();
      for (Entry entry : entries) {
        log.producer()
            .send(
                new ProducerRecord<>(
                    Topics.QUALITY_ALARMS.name(),
                    null,
                    clock.millis(),
                    keys.encode(entry.key()),
                    values.encode(entry.value())));
      }
      log.producer().commitTransaction();
    } catch (RuntimeException e) {
      // Whether it was committed or not is what the topic says when it is read again.
      close();
      throw e;
    }
    entries.forEach(entry -> note(log.standing(), entry));
  }

  private static void note(Map<Id, Entry> standing, Entry entry) {
    if (entry.value().getState() == AlarmState.RAISED) {
      standing.put(entry.id(), entry);
    } else {
      standing.remove(entry.id());
    }
  }

  private Opened open() {
    if (opened == null) {
      Map<String, Object> settings = new HashMap<>(cluster.clientSettings());
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, writer);
      KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      try {
        // First, so that nobody adds after it was read.
        producer.initTransactions();
        Map<Id, Entry> standing = new LinkedHashMap<>();
        PublishedTopic.read(
            cluster,
            Topics.QUALITY_ALARMS,
            key -> true,
            (key, value) -> {
              if (value != null) {
                note(standing, new Entry(key, value));
              }
            });
        opened = new Opened(producer, standing);
      } catch (RuntimeException e) {
        producer.close();
        throw e;
      }
    }
    return opened;
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.producer().close();
      opened = null;
    }
  }
}

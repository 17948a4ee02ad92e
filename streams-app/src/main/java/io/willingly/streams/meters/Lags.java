package io.willingly.streams.meters;

import io.prometheus.metrics.core.metrics.Histogram;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.runtime.CommitListener;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How long it takes until what happened is published. The commit that takes a record's offset is
 * the one that publishes what came of it, so it is seen there; stream threads only note the time,
 * and when nobody takes the notes they are thrown away.
 */
final class Lags implements CommitListener {
  private static final int MOST_NOTES = 10_000;

  private final Clock clock;
  private final String prefix;
  private final Histogram arrival;
  private final Histogram event;
  private final Map<String, WireFormat<?>> formats = new HashMap<>();
  private final BlockingQueue<Note> notes = new ArrayBlockingQueue<>(MOST_NOTES);

  private record Note(ConsumerRecord<byte[], byte[]> oldest, long publishedMillis) {}

  /**
   * Lags of an application.
   *
   * @param clock that arrival times are told by
   * @param applicationId begins the names of its internal topics, which are told without it
   */
  Lags(Clock clock, String applicationId, SchemaIds ids, Histogram arrival, Histogram event) {
    this.clock = clock;
    this.prefix = applicationId + "-";
    this.arrival = arrival;
    this.event = event;
    for (Family family : Family.values()) {
      Topic<String, ? extends SpecificRecord> topic = Topics.of(family);
      formats.put(topic.name(), WireFormat.values(topic, ids));
    }
  }

  @Override
  public void committed(ConsumerRecord<byte[], byte[]> oldest) {
    // When the queue is full this one is left out: what is told is a sample anyway.
    boolean unused = notes.offer(new Note(oldest, clock.millis()));
  }

  /** Observes what was noted; on a thread that may wait for the registry. */
  void observe() {
    for (Note note = notes.poll(); note != null; note = notes.poll()) {
      ConsumerRecord<byte[], byte[]> record = note.oldest();
      String topic = label(record.topic());
      arrival.labelValues(topic).observe(seconds(record.timestamp(), note.publishedMillis()));
      WireFormat<?> format = formats.get(record.topic());
      if (format != null
          && record.value() != null
          && format.decode(record.value()) instanceof Decoded.Value<?> decoded) {
        happened((SpecificRecord) decoded.value(), topic, note.publishedMillis());
      }
    }
  }

  private void happened(SpecificRecord value, String topic, long publishedMillis) {
    Schema.Field field = value.getSchema().getField("occurredAt");
    if (value.get(field.pos()) instanceof Instant occurred) {
      event.labelValues(topic).observe(seconds(occurred.toEpochMilli(), publishedMillis));
    }
  }

  /** A topic as it is declared, or an internal one without the application's name. */
  String label(String topic) {
    return topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
  }

  /** Clocks of two machines differ: nothing was published before it was there. */
  private static double seconds(long from, long until) {
    return Math.max(0, until - from) / 1e3;
  }
}

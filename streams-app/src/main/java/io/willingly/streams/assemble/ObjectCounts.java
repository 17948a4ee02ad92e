package io.willingly.streams.assemble;

import io.willingly.connectors.mapping.ObjectId;
import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.stages.DeltaBuffer;
import io.willingly.streams.buffer.CommitBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Counts what a task has been told of, by source and kind: parts are in no ledger, which counts
 * events. Changes are summed until the task commits; then the counts in the store move, in rows
 * under {@code c|}, and are published.
 */
final class ObjectCounts {
  static final String BUFFER = "object-counts-changes";
  private static final String COUNT = "c|";

  private final KeyValueStore<Bytes, byte[]> store;
  private final DeltaBuffer<ObjectCountKey, ObjectCount> changes;
  private final ProcessorContext<byte[], Sent> context;
  private final TopicValues values;
  private final WireFormat<ObjectCountKey> keys;

  ObjectCounts(
      KeyValueStore<Bytes, byte[]> store,
      ProcessorContext<byte[], Sent> context,
      TopicValues values,
      WireFormat<ObjectCountKey> keys) {
    this.store = store;
    CommitBuffer<ObjectCountKey, ObjectCount> buffer = context.getStateStore(BUFFER);
    this.changes = buffer.deltas();
    this.context = context;
    this.values = values;
    this.keys = keys;
    changes.drainTo(this::publish);
  }

  static StoreBuilder<CommitBuffer<ObjectCountKey, ObjectCount>> buffer() {
    return CommitBuffer.builder(
        BUFFER,
        () -> new DeltaBuffer<ObjectCountKey, ObjectCount>(ObjectCounts::sum, change -> 128));
  }

  /**
   * A part has come.
   *
   * @param isNew whether it is the first that was kept of its object
   * @param time in epoch milliseconds
   */
  void part(ObjectId object, boolean isNew, long time) {
    add(object, new ObjectCount(1L, isNew ? 1L : 0L, 0L, Instant.ofEpochMilli(time)));
  }

  /** An object waits, or waits no more. */
  void waits(ObjectId object, boolean before, boolean now) {
    if (before != now) {
      add(object, new ObjectCount(0L, 0L, now ? 1L : -1L, Instant.EPOCH));
    }
  }

  private void add(ObjectId object, ObjectCount change) {
    int partition = context.taskId().partition();
    changes.add(new ObjectCountKey(object.source(), object.type(), partition), change);
  }

  private static ObjectCount sum(ObjectCount one, ObjectCount other) {
    Instant last = one.getLastPart();
    return new ObjectCount(
        one.getParts() + other.getParts(),
        one.getObjects() + other.getObjects(),
        one.getWaiting() + other.getWaiting(),
        last.isAfter(other.getLastPart()) ? last : other.getLastPart());
  }

  private void publish(List<Map.Entry<ObjectCountKey, ObjectCount>> entries) {
    for (Map.Entry<ObjectCountKey, ObjectCount> entry : entries) {
      ObjectCountKey key = entry.getKey();
      String text = COUNT + key.getSource() + "|" + key.getType();
      Bytes row = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
      byte[] before = store.get(row);
      ObjectCount now =
          before == null
              ? entry.getValue()
              : sum(
                  Decode.ours(values, Topics.OBJECT_COUNTS, before).orElseThrow(),
                  entry.getValue());
      byte[] value = values.encode(Topics.OBJECT_COUNTS, now);
      store.put(row, value);
      context.forward(
          new Record<>(
              keys.encode(key),
              new Sent(Topics.OBJECT_COUNTS.name(), value),
              now.getLastPart().toEpochMilli()));
    }
  }
}

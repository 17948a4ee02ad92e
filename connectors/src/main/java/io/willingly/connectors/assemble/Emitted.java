package io.willingly.connectors.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.records.InputRecord;
import io.willingly.metrics.fact.Family;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.schemas.wire.TopicValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event of an object as it was sent last.
 *
 * @param key record key: the customer, for {@link Family#REP} the rep
 * @param value as sent, in the wire format
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, where it is compared
record Emitted(Family family, String key, String eventId, byte[] value) {
  private static final String REVISION = "revision";
  private static final String MAPPING_VERSION = "mappingVersion";
  private static final String RETRACTED = "retracted";

  /** Of two events with one identity, one is what became of the other (R2). */
  String identity() {
    return family + "|" + key + "|" + eventId;
  }

  /** An event, not sent before. */
  static Emitted of(MappedEvent event, TopicValues values) {
    return new Emitted(
        event.family(),
        event.key(),
        String.valueOf(get(event.event(), "eventId")),
        values.encode(Topics.of(event.family()), event.event()));
  }

  /** What is to be sent when the event is now another; null when it is what was sent. */
  @Nullable Emitted replacedBy(MappedEvent event, TopicValues values) {
    SpecificRecord sent = sent(values);
    SpecificRecord now = event.event();
    long revision = (Long) get(now, REVISION);
    int version = (Integer) get(now, MAPPING_VERSION);
    put(now, REVISION, get(sent, REVISION));
    put(now, MAPPING_VERSION, get(sent, MAPPING_VERSION));
    if (Arrays.equals(values.encode(Topics.of(family), now), value)) {
      return null;
    }
    put(now, REVISION, Math.max(revision, after(sent)));
    put(now, MAPPING_VERSION, version);
    return of(event, values);
  }

  /** What is to be sent when there is no such event any more; null when it was sent before. */
  @Nullable Emitted withdrawn(TopicValues values) {
    SpecificRecord sent = sent(values);
    if ((Boolean) get(sent, RETRACTED)) {
      return null;
    }
    put(sent, RETRACTED, true);
    put(sent, REVISION, after(sent));
    return new Emitted(family, key, eventId, values.encode(Topics.of(family), sent));
  }

  /** A higher revision always wins, whatever the mapping's version (R3). */
  private static long after(SpecificRecord sent) {
    return (Long) get(sent, REVISION) + 1;
  }

  InputRecord record() {
    return new InputRecord(Topics.of(family), key, value);
  }

  private SpecificRecord sent(TopicValues values) {
    return sent(Topics.of(family), values);
  }

  private <V extends SpecificRecord> SpecificRecord sent(Topic<?, V> topic, TopicValues values) {
    Decoded<V> decoded = values.decode(topic, value);
    if (decoded instanceof Decoded.Value<V> known) {
      return known.value();
    }
    if (decoded instanceof Decoded.RegistryDown<V> down) {
      throw new SchemaRegistryException(down.message(), true);
    }
    throw new IllegalStateException(
        "an event of ours cannot be read again, " + identity() + ": " + decoded);
  }

  private static Object get(SpecificRecord event, String field) {
    return event.get(position(event, field));
  }

  private static void put(SpecificRecord event, String field, Object value) {
    event.put(position(event, field), value);
  }

  private static int position(SpecificRecord event, String field) {
    Schema.Field found = event.getSchema().getField(field);
    return found.pos();
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("family", family.name())
        .put("key", key)
        .put("eventId", eventId)
        .put("value", value);
  }

  static Emitted of(JsonNode json) {
    try {
      return new Emitted(
          Family.valueOf(json.get("family").textValue()),
          json.get("key").textValue(),
          json.get("eventId").textValue(),
          json.get("value").binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException("a state of ours is no base 64", e);
    }
  }
}

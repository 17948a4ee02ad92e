package io.willingly.connectors.assemble;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectEvents;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.ObjectPart;
import io.willingly.connectors.records.InputRecord;
import io.willingly.schemas.wire.TopicValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a source: what is known of it, who is who in it, and the events that were made of
 * it. What is sent is always the difference between the events of what is known now and what was
 * sent before, so the order in which anything becomes known does not matter. Not thread-safe.
 */
public final class AssembledObject {
  /**
   * The most it may have as it is kept, far less than the largest record: each part writes all of
   * it again, and what aliases answer is added all the same.
   */
  public static final int MOST_BYTES = 1 << 20;

  /** Numbers keep all their digits, as where the parts are read: else equal values would differ. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final ObjectId id;
  private final ObjectState state;
  private final Map<AliasKey, Answer> answers = new LinkedHashMap<>();
  private final Set<AliasKey> asked = new LinkedHashSet<>();
  private final Map<String, Emitted> emitted = new LinkedHashMap<>();

  private @Nullable String waitsFor;
  private long waitsSince;
  private @Nullable String rejectedFor;

  private AssembledObject(ObjectId id, ObjectState state) {
    this.id = id;
    this.state = state;
  }

  /** One that nothing is known of. */
  public static AssembledObject unknown(ObjectId id) {
    return new AssembledObject(id, new ObjectState());
  }

  public ObjectId id() {
    return id;
  }

  /** The most it may have now: a deleted one has room to tell that its events are withdrawn. */
  public int mostBytes() {
    return state.deleted() ? 2 * MOST_BYTES : MOST_BYTES;
  }

  /**
   * Adds what a payload tells.
   *
   * @param history the properties of which former values are kept; null for all
   * @param arrival in epoch milliseconds; a part without a time of its own is so since then
   */
  public void add(ObjectPart part, @Nullable Set<String> history, long arrival) {
    long at = part.at() == null ? arrival : part.at().toEpochMilli();
    state.add(part, at, history);
  }

  /** Adds what is known of an alias it asked for; of others it does not care. */
  public void answer(AliasKey key, Answer answer) {
    if (asked.contains(key)) {
      answers.put(key, answer);
    }
  }

  /** The aliases it has asked for and has not forgotten. */
  public Set<AliasKey> asked() {
    return Set.copyOf(asked);
  }

  /**
   * Makes its events of what is known now.
   *
   * @throws IllegalStateException when an event of ours cannot be read again
   */
  public Assembled assemble(Mapping mapping, TopicValues values) {
    Lookup lookup = new Lookup(answers);
    ObjectEvents events =
        state.deleted()
            ? new ObjectEvents(List.of(), List.of(), null)
            : mapping.events(id.type(), state.row(id.id()), id.source(), state.changed(), lookup);
    Set<AliasKey> ask = new LinkedHashSet<>(lookup.needed());
    ask.removeAll(asked);
    Set<AliasKey> forget = new LinkedHashSet<>(asked);
    forget.removeAll(lookup.needed());
    asked.addAll(ask);
    asked.removeAll(forget);
    answers.keySet().removeAll(forget);
    // An event made before all answers are there would be taken back by the next one.
    boolean complete = answers.keySet().containsAll(asked);
    List<InputRecord> records =
        complete && events.rejected() == null ? differences(events.events(), values) : List.of();
    return new Assembled(
        records, ask, forget, complete ? events.waiting() : List.of(), complete, events.rejected());
  }

  private List<InputRecord> differences(List<MappedEvent> events, TopicValues values) {
    List<InputRecord> records = new ArrayList<>();
    Map<String, Emitted> now = new LinkedHashMap<>();
    for (MappedEvent event : events) {
      Emitted made = Emitted.of(event, values);
      Emitted before = emitted.get(made.identity());
      Emitted sent = before == null ? made : before.replacedBy(event, values);
      if (sent != null) {
        records.add(sent.record());
      }
      now.put(made.identity(), sent == null ? before : sent);
    }
    List<InputRecord> withdrawn = new ArrayList<>();
    for (Map.Entry<String, Emitted> before : emitted.entrySet()) {
      if (!now.containsKey(before.getKey())) {
        Emitted sent = before.getValue().withdrawn(values);
        if (sent != null) {
          withdrawn.add(sent.record());
        }
        now.put(before.getKey(), sent == null ? before.getValue() : sent);
      }
    }
    emitted.clear();
    emitted.putAll(now);
    // What moves to another customer leaves the old one first.
    withdrawn.addAll(records);
    return withdrawn;
  }

  /**
   * Notes what it waits for.
   *
   * @param what null when it does not wait
   * @param now in epoch milliseconds
   * @return whether that is another than before
   */
  public boolean waits(@Nullable String what, long now) {
    if (Objects.equals(waitsFor, what)) {
      return false;
    }
    waitsSince = waitsFor == null ? now : waitsSince;
    waitsFor = what;
    return true;
  }

  /**
   * Notes why it cannot be mapped.
   *
   * @param what null when it can
   * @return whether that is another than before
   */
  public boolean rejects(@Nullable String what) {
    boolean changed = !Objects.equals(rejectedFor, what);
    rejectedFor = what;
    return changed;
  }

  /** Whether it waits. */
  public boolean isWaiting() {
    return waitsFor != null;
  }

  /** Since when it waits, in epoch milliseconds; of use while it does. */
  public long waitsSince() {
    return waitsSince;
  }

  /** As it is kept. */
  public byte[] bytes() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", id.source()).put("type", id.type()).put("id", id.id());
    json.set("state", state.json());
    json.put("waitsFor", waitsFor).put("waitsSince", waitsSince).put("rejectedFor", rejectedFor);
    ArrayNode keys = json.putArray("asked");
    for (AliasKey key : asked) {
      ObjectNode one = keys.addObject().put("key", key.text());
      Answer answer = answers.get(key);
      if (answer != null) {
        AliasKey same = answer.sameAs();
        one.put("answered", true)
            .put("target", answer.target())
            .put("sameAs", same == null ? null : same.text());
      }
    }
    ArrayNode events = json.putArray("emitted");
    emitted.values().forEach(event -> events.add(event.json()));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree of JSON is always written", e);
    }
  }

  /** Reads {@link #bytes}. */
  public static AssembledObject of(byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      AssembledObject object =
          new AssembledObject(
              new ObjectId(
                  json.get("source").textValue(),
                  json.get("type").textValue(),
                  json.get("id").textValue()),
              ObjectState.of(json.get("state")));
      object.waitsFor = json.get("waitsFor").textValue();
      object.waitsSince = json.get("waitsSince").longValue();
      object.rejectedFor = json.path("rejectedFor").textValue();
      for (JsonNode one : json.get("asked")) {
        AliasKey key = AliasKey.parse(one.get("key").textValue());
        object.asked.add(key);
        if (one.has("answered")) {
          String same = one.get("sameAs").textValue();
          object.answers.put(
              key,
              new Answer(
                  one.get("target").textValue(), same == null ? null : AliasKey.parse(same)));
        }
      }
      for (JsonNode one : json.get("emitted")) {
        Emitted event = Emitted.of(one);
        object.emitted.put(event.identity(), event);
      }
      return object;
    } catch (IOException e) {
      throw new UncheckedIOException("a state of ours is no JSON", e);
    }
  }
}

package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.EventField;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.RowRecords;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.streams.query.DryRun;
import io.willingly.streams.query.DryRun.Fate;
import io.willingly.streams.query.DryRunText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a preview and the facts they would be. Not thread-safe. */
final class PreviewRows {
  private static final int MOST_SHOWN = 100;
  private static final int MOST_EFFECTS = 1_000;

  private final RowRecords records;
  private final String source;
  private final Delivery delivery;
  private final List<Shown> rows = new ArrayList<>();

  PreviewRows(SchemaIds ids, Mapping mapping, String source, long arrival) {
    this.records = new RowRecords(new TopicValues(ids), mapping);
    this.source = source;
    this.delivery = new Delivery(arrival, 0);
  }

  private record Shown(RowOutcome outcome, List<Event> events) {}

  /** An event, and the fact it is or why it is none. */
  private record Event(MappedEvent event, @Nullable Fact fact, @Nullable Fate unreadable) {}

  void add(RowOutcome row) {
    RowOutcome outcome = records.of(row, source).outcome();
    List<Event> events = new ArrayList<>();
    if (outcome instanceof RowOutcome.Mapped mapped) {
      mapped.events().forEach(event -> events.add(read(event)));
    }
    rows.add(new Shown(outcome, events));
  }

  private Event read(MappedEvent event) {
    FactReading reading = FactCodec.toFact(event.event(), delivery);
    if (reading instanceof FactReading.Read read) {
      return new Event(event, read.fact(), null);
    }
    FactReading.Unreadable bad = (FactReading.Unreadable) reading;
    return new Event(event, null, new Fate(bad.reason(), bad.field(), bad.message()));
  }

  /** The facts of all rows, in order. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    for (Shown row : rows) {
      for (Event event : row.events()) {
        if (event.fact() != null) {
          facts.add(event.fact());
        }
      }
    }
    return facts;
  }

  /**
   * Adds the first rows, how many there are, and what they would do.
   *
   * @param run of {@link #facts}
   */
  void put(ObjectNode json, DryRun run) {
    ObjectNode summary = json.putObject("summary");
    long events = rows.stream().mapToLong(row -> row.events().size()).sum();
    summary.put("rows", rows.size()).put("events", events);
    for (String outcome : List.of("mapped", "rejected", "ignored")) {
      summary.put(
          outcome, rows.stream().filter(row -> outcome(row.outcome()).equals(outcome)).count());
    }
    Iterator<Fate> fates = run.fates().iterator();
    ArrayNode shown = json.putArray("rows");
    for (Shown row : rows) {
      ObjectNode told = row(row, fates);
      if (shown.size() < MOST_SHOWN) {
        shown.add(told);
      }
    }
    int told = Math.min(MOST_EFFECTS, run.effects().size());
    json.set("effects", DryRunText.effects(run.effects().subList(0, told)));
    json.put("effects_total", run.effects().size());
    json.set("hidden", DryRunText.hidden(run));
    json.set("others", DryRunText.others(run));
  }

  private static String outcome(RowOutcome row) {
    return row instanceof RowOutcome.Mapped
        ? "mapped"
        : row instanceof RowOutcome.Rejected ? "rejected" : "ignored";
  }

  private static ObjectNode row(Shown row, Iterator<Fate> fates) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Position at = row.outcome().position();
    json.put("position", at.toString());
    json.put("file", at.file()).put("row", at.row()).put("line", at.line());
    json.put("outcome", outcome(row.outcome()));
    RowOutcome.Rejected rejected = row.outcome() instanceof RowOutcome.Rejected bad ? bad : null;
    RowOutcome.Filtered filtered = row.outcome() instanceof RowOutcome.Filtered left ? left : null;
    json.put(
        "reason", rejected != null ? rejected.code().name() : filtered != null ? "FILTERED" : null);
    json.put(
        "message",
        rejected != null ? rejected.message() : filtered != null ? filtered.reason() : null);
    json.put("field", rejected == null ? null : rejected.field());
    ArrayNode events = json.putArray("events");
    for (Event event : row.events()) {
      Fate fate = event.unreadable() == null ? fates.next() : event.unreadable();
      events.add(event(event.event(), fate));
    }
    return json;
  }

  private static ObjectNode event(MappedEvent event, Fate fate) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("topic", Topics.of(event.family()).name()).put("key", event.key());
    DryRunText.put(json, fate);
    ArrayNode fields = json.putArray("fields");
    for (EventField field : event.fields().get()) {
      ObjectNode one = fields.addObject().put("name", field.name());
      one.putPOJO("value", field.value()).put("from", field.from());
    }
    return json;
  }
}

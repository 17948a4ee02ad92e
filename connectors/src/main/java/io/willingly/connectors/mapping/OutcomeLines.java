package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The outcome of a row as lines of JSON; what a record leaves out is left out. */
public final class OutcomeLines {
  private OutcomeLines() {}

  /** An event each, or why there is none. */
  public static List<String> of(RowOutcome outcome) {
    return of(outcome, false);
  }

  /** The same, and of each event where its fields are from. */
  public static List<String> explained(RowOutcome outcome) {
    return of(outcome, true);
  }

  private static List<String> of(RowOutcome outcome, boolean explained) {
    List<String> lines = new ArrayList<>();
    if (outcome instanceof RowOutcome.Mapped mapped) {
      for (MappedEvent event : mapped.events()) {
        ObjectNode line = line(outcome);
        line.put("family", event.family().name());
        line.put("key", event.key());
        line.set("event", fields(event.event()));
        if (explained) {
          ObjectNode origins = line.putObject("from");
          event.fields().get().forEach(field -> origins.put(field.name(), field.from()));
        }
        lines.add(line.toString());
      }
      for (ObjectPart part : mapped.parts()) {
        ObjectNode line = line(outcome).put("part", part.type() + " " + part.id());
        line.put("since", part.at() == null ? null : part.at().toString());
        line.set("properties", part.properties());
        if (part.complete() != null) {
          line.put("complete", part.complete());
        }
        lines.add((part.deleted() ? line.put("deleted", true) : line).toString());
      }
      for (AliasFact fact : mapped.aliases()) {
        ObjectNode line = line(outcome).put("alias", fact.key().text()).put("to", fact.to());
        line.put("sameAs", fact.sameAs() == null ? null : fact.sameAs().text());
        line.put("since", fact.at() == null ? null : fact.at().toString());
        lines.add((fact.by() == null ? line : line.put("by", fact.by())).toString());
      }
    } else if (outcome instanceof RowOutcome.Rejected rejected) {
      ObjectNode line = line(outcome).put("rejected", rejected.code().name());
      line.put("field", rejected.field()).put("message", rejected.message());
      lines.add(line.toString());
    } else if (outcome instanceof RowOutcome.Filtered filtered) {
      lines.add(line(outcome).put("filtered", filtered.reason()).toString());
    }
    return lines;
  }

  /** The fields of an event that it has. */
  public static JsonNode fields(SpecificRecord event) {
    return compact(parse(event.toString()));
  }

  static String line(RunSummary summary) {
    return InputReader.JSON
        .createObjectNode()
        .put("rows", summary.rows())
        .put("events", summary.events())
        .put("rejected", summary.rejected())
        .put("filtered", summary.filtered())
        .toString();
  }

  private static ObjectNode line(RowOutcome outcome) {
    return InputReader.JSON
        .createObjectNode()
        .put("at", outcome.position().file() + ":" + outcome.position().row());
  }

  private static JsonNode compact(JsonNode event) {
    for (Iterator<JsonNode> values = event.iterator(); values.hasNext(); ) {
      JsonNode value = values.next();
      if (value.isNull() || (value.isArray() && value.isEmpty())) {
        values.remove();
      }
    }
    return event;
  }

  private static JsonNode parse(String json) {
    try {
      return InputReader.JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is not valid JSON: " + json, e);
    }
  }
}

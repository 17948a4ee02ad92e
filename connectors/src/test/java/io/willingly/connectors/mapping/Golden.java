package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The outcome of a row as lines of text; what a record leaves out is left out. */
final class Golden {
  private Golden() {}

  static List<String> lines(RowOutcome outcome) {
    List<String> lines = new ArrayList<>();
    if (outcome instanceof RowOutcome.Mapped mapped) {
      for (MappedEvent event : mapped.events()) {
        ObjectNode line = line(outcome);
        line.put("family", event.family().name());
        line.put("key", event.key());
        line.set("event", compact(parse(event.event().toString())));
        lines.add(line.toString());
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
      throw new AssertionError(json, e);
    }
  }
}

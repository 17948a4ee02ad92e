package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What became, or would become, of a payload; for people. */
final class SentText {
  private SentText() {}

  static String of(JsonNode told) {
    StringBuilder text = new StringBuilder(told.path("verified").asText()).append('\n');
    for (JsonNode row : told.path("rows")) {
      text.append(row.path("row").asText()).append(": ");
      if (row.has("rejected")) {
        line(text, "rejected: %s", row.path("message"));
      } else if (row.has("left_out")) {
        line(text, "left out: %s", row.path("left_out"));
      } else {
        text.append(
            "%d events, %d parts of objects, %d aliases%n"
                .formatted(
                    row.path("events").size(),
                    row.path("parts").asInt(),
                    row.path("aliases").asInt()));
        row.path("events").forEach(event -> event(text, event));
      }
    }
    if (told.path("assembled").size() > 0) {
      text.append("put together with what is known of the same objects:\n");
      told.path("assembled").forEach(event -> event(text, event));
    }
    told.path("waiting")
        .forEachEntry((object, message) -> line(text, object + " waits: %s", message));
    told.path("unmappable").forEach(message -> line(text, "cannot be mapped: %s", message));
    effects(text, told.path("effects"));
    for (JsonNode other : told.path("others")) {
      text.append(
          "of earlier records: %+d %s (%s)%n"
              .formatted(
                  other.path("change").asInt(),
                  other.path("outcome").asText(),
                  other.path("meaning").asText()));
    }
    for (JsonNode became : told.path("became")) {
      text.append(
          "%d of %s: %s: %s%n"
              .formatted(
                  became.path("records").asLong(),
                  became.path("topic").asText(),
                  became.path("outcome").asText(),
                  became.path("message").asText()));
    }
    return text.toString();
  }

  /** Of all numbers those of all time that were something before: the rest is in JSON. */
  private static void effects(StringBuilder text, JsonNode effects) {
    int shown = 0;
    for (JsonNode effect : effects) {
      if (effect.path("period").asText().equals("all") && !effect.path("before").isNull()) {
        shown++;
        text.append(
            "would change: %s %s, all: %s from %s to %s%n"
                .formatted(
                    effect.path("scope").asText(),
                    effect.path("id").asText(),
                    effect.path("column").asText(),
                    effect.path("before"),
                    effect.path("after")));
      }
    }
    if (effects.size() > shown) {
      text.append(
          "and %,d more numbers, of periods too; --json has all of them%n"
              .formatted(effects.size() - shown));
    }
  }

  private static void event(StringBuilder text, JsonNode event) {
    JsonNode id = event.path("dedupe");
    text.append(
        "  %s, key %s, partition %d; known as (%s, %s, revision %s, mapping version %s)%n"
            .formatted(
                event.path("topic").asText(),
                event.path("key").asText(),
                event.path("partition").asInt(),
                id.path("source").asText(),
                id.path("eventId").asText(),
                id.path("revision").asText(),
                id.path("mappingVersion").asText()));
    if (event.has("refused")) {
      line(text, "    would be rejected: %s", event.path("message"));
    } else if (event.has("would")) {
      text.append(
          "    would be %s: %s%n"
              .formatted(
                  event.path("would").path("outcome").asText(),
                  event.path("would").path("message").asText()));
    }
  }

  private static void line(StringBuilder text, String form, JsonNode value) {
    text.append(form.replace("%s", value.asText())).append('\n');
  }
}

package io.willingly.streams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.live.Watched;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Missing;
import io.willingly.streams.query.NotReady;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the read side, as JSON and, where it is a table, as CSV too.
 *
 * @param json an object that says as of when it is
 * @param csv the same as CSV; null where it is no table
 */
record Answer(ObjectNode json, @Nullable Csv csv) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Makes the text only when somebody asks for it. */
  @FunctionalInterface
  interface Csv {
    String text();
  }

  /** Writes an answer in a format, as the command line prints it. */
  @FunctionalInterface
  interface Printed {
    String in(Format format);
  }

  /**
   * A table the command line prints too: its JSON, in an object that says what all answers say.
   *
   * @param lag records still to be read when it was made
   */
  static Answer of(AsOf asOf, int definitionVersion, long lag, Printed printed) {
    JsonNode body = parse(printed.in(Format.JSON));
    return new Answer(json(asOf, definitionVersion, lag, body), () -> printed.in(Format.CSV));
  }

  /** The same of what is no table: there is no CSV of it. */
  static Answer of(AsOf asOf, int definitionVersion, long lag, JsonNode body) {
    return new Answer(json(asOf, definitionVersion, lag, body), null);
  }

  private static ObjectNode json(AsOf asOf, int definitionVersion, long lag, JsonNode body) {
    ObjectNode json = JSON.createObjectNode();
    json.put("as_of", day(asOf.day()));
    json.put("as_known_on", asOf.knownOn() == null ? null : day(asOf.knownOn()));
    json.put("definition_version", definitionVersion);
    json.put(Watched.LAGS, lag);
    if (body instanceof ObjectNode object) {
      json.setAll(object);
    } else {
      json.set("rows", body);
    }
    return json;
  }

  /** Of somebody's own files, and so of no day and no rule set. */
  static Answer of(ObjectNode json) {
    return new Answer(json, null);
  }

  /** The same with {@code rows} as the name of an array, so that it has pages. */
  Answer rows(String array) {
    json.set("rows", json.remove(array));
    return this;
  }

  /**
   * The same with what its reading lacked. There is no CSV of a part: it has no place to say so.
   *
   * @param behind changes that copies had not yet which were read
   */
  Answer read(List<Missing> missing, long behind) {
    if (behind > 0 && json.has(Watched.LAGS)) {
      json.put(Watched.LAGS, json.path(Watched.LAGS).asLong() + behind);
    }
    if (missing.isEmpty()) {
      return this;
    }
    ArrayNode parts = json.putArray(Watched.LACKS);
    for (Missing part : missing) {
      parts
          .addObject()
          .put("of", part.of())
          .put("part", part.part())
          .put("instance", part.instance().isEmpty() ? null : part.instance())
          .put("why", part.why());
    }
    String first = missing.get(0).why();
    return csv == null
        ? this
        : new Answer(
            json,
            () -> {
              throw new NotReady(
                  "some of it is missing, which CSV cannot say; ask for JSON, or again: " + first);
            });
  }

  Optional<String> csvText() {
    return csv == null ? Optional.empty() : Optional.of(csv.text());
  }

  static String day(int epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the read side prints is no JSON", e);
    }
  }
}

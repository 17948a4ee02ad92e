package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one request has been read. Its JSON is what a host stores after it kept a page.
 *
 * @param asked the {@code since} the host named when it all began; null when it named none
 * @param since items changed before are not read
 * @param position of the next page within this reading; null at its beginning
 * @param high the latest change seen in this reading
 * @param started when this reading began; null between two
 */
record PullState(
    @Nullable Instant asked,
    Instant since,
    @Nullable String position,
    @Nullable Instant high,
    @Nullable Instant started) {
  private static final Set<String> NAMES = Set.of("asked", "since", "position", "high", "started");

  /** Before anything was read. */
  static PullState first(@Nullable Instant asked) {
    return new PullState(asked, asked == null ? Since.FIRST : asked, null, null, null);
  }

  /** A reading begins. */
  PullState begun(Instant now) {
    return new PullState(asked, since, null, null, now);
  }

  /** A page was read; there is more. */
  PullState at(String next, @Nullable Instant newHigh) {
    return new PullState(asked, since, next, newHigh, started);
  }

  /** The reading begins anew; what it reads stays the same. */
  PullState again() {
    return new PullState(asked, since, null, high, started);
  }

  /** The reading is over. */
  PullState over(Instant from) {
    return new PullState(asked, from, null, null, null);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    // Also when it is none: where somebody wrote a state it is not there at all.
    json.put("asked", asked == null ? null : asked.toString());
    put(json, "since", since);
    put(json, "position", position);
    put(json, "high", high);
    put(json, "started", started);
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  /**
   * Reads a stored state.
   *
   * @param given the {@code since} the host names now: a state that somebody wrote is as if it had
   *     begun with it
   * @throws PullException when it is none
   */
  static PullState of(JsonNode json, @Nullable Instant given) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!NAMES.contains(name)) {
                throw PullException.lasting(
                    "the stored state has '%s', which means nothing here: %s"
                        .formatted(name, json));
              }
            });
    try {
      Instant asked = json.has("asked") ? time(json, "asked") : given;
      Instant since = time(json, "since");
      return new PullState(
          asked,
          since == null ? first(asked).since() : since,
          json.path("position").textValue(),
          time(json, "high"),
          time(json, "started"));
    } catch (DateTimeException e) {
      throw PullException.lasting(
          "the stored state holds a time that is none, such as 2026-03-31T10:15:00Z: " + json);
    }
  }

  private static @Nullable Instant time(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isMissingNode() || value.isNull() ? null : Instant.parse(value.asText());
  }
}

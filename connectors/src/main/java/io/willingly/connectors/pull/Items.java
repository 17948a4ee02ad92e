package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.RowProblem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes payloads of the items of a page. */
record Items(PullRequest request, Map<String, String> parameters, Hosts hosts, Http http) {

  /** What a page gives, and the latest and earliest change in it and, of the first, before. */
  record Taken(ArrayNode payloads, int unchanged, @Nullable Instant high, @Nullable Instant low) {}

  /** The list in a page. */
  JsonNode of(Ask ask, JsonNode page) {
    JsonNode items = page.at(request.items());
    if (!items.isArray()) {
      List<String> members = new ArrayList<>();
      page.fieldNames().forEachRemaining(members::add);
      throw PullException.lasting(
          "%s: the page has no list at '%s'; it has %s. Correct 'items' of '%s' in the pull.yaml"
              .formatted(
                  ask,
                  request.items(),
                  members.isEmpty() ? page.getNodeType() : String.join(", ", members),
                  request.name()));
    }
    return items;
  }

  /**
   * Takes what is new.
   *
   * @param state before the page
   * @param asked when the page was asked for
   */
  Taken take(Ask ask, JsonNode items, PullState state, Instant asked) throws InterruptedException {
    ArrayNode payloads = JsonNodeFactory.instance.arrayNode();
    Since since = request.since();
    int unchanged = 0;
    boolean any = false;
    Instant high = state.high();
    Instant low = null;
    for (JsonNode item : items) {
      Optional<Instant> changed = since == null ? Optional.empty() : since.of(item);
      any |= changed.isPresent();
      if (changed.isPresent() && (low == null || changed.get().isBefore(low))) {
        low = changed.get();
      }
      if (changed.isPresent() && changed.get().isBefore(state.since())) {
        unchanged++;
        continue;
      }
      if (changed.isPresent() && (high == null || changed.get().isAfter(high))) {
        high = changed.get();
      }
      payloads.add(payload(item, asked));
    }
    if (since != null && since.at() != null && !any && !items.isEmpty()) {
      throw PullException.lasting(
          "%s: no item has a time of format %s at '%s'; correct 'since' of '%s' in the pull.yaml"
              .formatted(ask, since.format().name(), since.at(), request.name()));
    }
    return new Taken(payloads, unchanged, high, low);
  }

  private JsonNode payload(JsonNode item, Instant asked) throws InterruptedException {
    if (!(item instanceof ObjectNode object)) {
      return item;
    }
    JsonNode whole = object;
    for (Lookup lookup : request.follow()) {
      whole = lookup.done((ObjectNode) whole, http, hosts, parameters, http.patience());
    }
    ObjectNode payload = (ObjectNode) whole;
    if (request.payload() != null) {
      try {
        payload = request.payload().apply(payload) instanceof ObjectNode made ? made : payload;
      } catch (RowProblem e) {
        // The mapping is handed the item as it came, and rejects what it cannot read.
        payload = (ObjectNode) whole;
      }
    }
    return payload
        .deepCopy()
        .put(PullParser.REQUEST, request.name())
        .put(PullParser.ASKED, asked.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}

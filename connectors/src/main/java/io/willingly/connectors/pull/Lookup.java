package io.willingly.connectors.pull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Expression;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what an item only has the id of.
 *
 * @param into member of the item that takes the answer; null when the answer takes its place
 * @param when only for items of which this is true; null for all
 * @param at the part of the answer that is wanted
 */
record Lookup(@Nullable String into, @Nullable Expression when, Call call, JsonPointer at) {

  /**
   * The item with the answer. One that is gone at the vendor joins as null, and replaces nothing.
   *
   * @param limit how long to try
   */
  JsonNode done(
      ObjectNode item, Http http, Hosts hosts, Map<String, String> parameters, Http.Limit limit)
      throws InterruptedException {
    if (when != null && !when.holds(item)) {
      return item;
    }
    Ask ask =
        call.ask(
            hosts, name -> name.startsWith("/") ? scalar(item.at(name)) : parameters.get(name));
    Reply reply = http.send(ask, limit);
    boolean gone = reply.status() == 404 || reply.status() == 410;
    if (!gone && !reply.ok()) {
      throw http.refused(ask, reply);
    }
    JsonNode answer = gone ? NullNode.getInstance() : reply.json().at(at);
    if (answer.isMissingNode()) {
      throw PullException.lasting(
          "%s: the answer has nothing at '%s'; correct 'at' in the pull.yaml".formatted(ask, at));
    }
    if (into != null) {
      return item.deepCopy().set(into, answer);
    }
    return gone ? item : answer;
  }

  private static @Nullable String scalar(JsonNode value) {
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isTextual() ? value.textValue() : null;
  }
}

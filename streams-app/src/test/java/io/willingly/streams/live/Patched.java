package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a reader of the stream does with a merge patch. */
final class Patched {
  private Patched() {}

  /** The algorithm of RFC 7396, section 2: neither argument is changed. */
  static JsonNode by(JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    if (target instanceof ObjectNode object) {
      result.setAll(object);
    }
    patch
        .properties()
        .forEach(
            member -> {
              JsonNode old = result.path(member.getKey());
              if (member.getValue().isNull()) {
                result.remove(member.getKey());
              } else {
                result.set(member.getKey(), by(old, member.getValue()));
              }
            });
    return result;
  }
}

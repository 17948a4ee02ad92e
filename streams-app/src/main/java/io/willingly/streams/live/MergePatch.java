package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The difference of two JSON objects as an RFC 7396 merge patch. Such a patch says null for "take
 * the member out" and so cannot set one to null: documents go through {@link #withoutNulls} first,
 * and a reader takes a member that is not there as null.
 */
public final class MergePatch {
  private MergePatch() {}

  /** A copy without the members that are null, at any depth; elements of arrays stay. */
  public static JsonNode withoutNulls(JsonNode document) {
    if (document.isObject()) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      document
          .properties()
          .forEach(
              member -> {
                if (!member.getValue().isNull()) {
                  copy.set(member.getKey(), withoutNulls(member.getValue()));
                }
              });
      return copy;
    }
    if (document.isArray()) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(document.size());
      document.forEach(element -> copy.add(withoutNulls(element)));
      return copy;
    }
    return document;
  }

  /**
   * What makes {@code after} of {@code before}, both without null members; empty when they are
   * equal. An array is replaced as a whole.
   */
  public static ObjectNode diff(ObjectNode before, ObjectNode after) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    before
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!after.has(name)) {
                patch.putNull(name);
              }
            });
    after
        .properties()
        .forEach(
            member -> {
              JsonNode old = before.get(member.getKey());
              if (!member.getValue().equals(old)) {
                patch.set(
                    member.getKey(),
                    old instanceof ObjectNode from && member.getValue() instanceof ObjectNode to
                        ? diff(from, to)
                        : member.getValue());
              }
            });
    return patch;
  }
}

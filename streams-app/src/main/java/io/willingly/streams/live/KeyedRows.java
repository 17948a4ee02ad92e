package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Makes the array {@code rows} of a body an object by row key, with the keys in {@code order}: one
 * row that changes among a thousand is then a small patch.
 */
final class KeyedRows {
  private static final String ROWS = "rows";
  private static final List<String> NAMES =
      List.of("key", "id", "deal", "period", "source", "name", "day");

  private KeyedRows() {}

  /**
   * What names a row, the same in the next answer: the first of its members that may (an {@code id}
   * with the {@code role}); empty when none does.
   */
  static String keyOf(JsonNode row) {
    Optional<String> name = NAMES.stream().filter(row::hasNonNull).findFirst();
    String key = name.map(found -> row.path(found).asText()).orElse("");
    return name.filter("id"::equals).isPresent() && row.hasNonNull("role")
        ? key + "/" + row.path("role").asText()
        : key;
  }

  /** What a question answers now, without nulls; rows that share a key are numbered. */
  static ObjectNode of(Watched question) {
    ObjectNode body = (ObjectNode) MergePatch.withoutNulls(question.ask());
    if (body.get(ROWS) instanceof ArrayNode rows) {
      ObjectNode byKey = JsonNodeFactory.instance.objectNode();
      ArrayNode order = JsonNodeFactory.instance.arrayNode(rows.size());
      for (JsonNode row : rows) {
        String key = keyOf(row);
        String unique = key;
        for (int n = 2; byKey.has(unique); n++) {
          unique = key + "#" + n;
        }
        byKey.set(unique, row);
        order.add(unique);
      }
      body.set(ROWS, byKey);
      body.set("order", order);
    }
    return body;
  }
}

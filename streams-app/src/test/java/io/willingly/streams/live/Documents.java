package io.willingly.streams.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** JSON for tests. */
final class Documents {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Documents() {}

  /** Reads an object written with single quotes. */
  static ObjectNode object(String text) {
    return (ObjectNode) json(text.replace('\'', '"'));
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Few names and values, so that two documents have much in common. */
  static ObjectNode random(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    int members = random.nextInt(5);
    for (int i = 0; i < members; i++) {
      object.set("m" + random.nextInt(5), value(random, depth));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(random.nextInt(3));
      case 2 -> NODES.textNode("t" + random.nextInt(3));
      case 3 -> NODES.booleanNode(random.nextBoolean());
      case 4 -> random(random, depth - 1);
      default -> array(random, depth - 1);
    };
  }

  private static JsonNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      array.add(value(random, depth));
    }
    return array;
  }
}

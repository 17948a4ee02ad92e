package io.willingly.connectors.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.jspecify.annotations.Nullable;

/**
 * The values other connectors deliver, as the JSON a mapping reads: structs and maps are objects,
 * numbers keep their digits, dates and times are ISO-8601, bytes inside a payload are base64.
 *
 * @param defaults whether a field that is null has the default of its schema (KIP-1040)
 */
record PayloadJson(boolean defaults) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A value of which no JSON can be made, and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private Unusable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The payload of a record: text and bytes are JSON documents.
   *
   * @throws Unusable when it holds none
   */
  JsonNode payload(@Nullable Object value) throws Unusable {
    try {
      if (value instanceof String text) {
        return document(Mapping.payload(text.getBytes(UTF_8)));
      }
      if (value instanceof byte[] bytes) {
        return document(Mapping.payload(bytes));
      }
      if (value instanceof ByteBuffer buffer) {
        return document(Mapping.payload(bytes(buffer)));
      }
    } catch (JsonProcessingException e) {
      throw new Unusable("not valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new Unusable("not valid JSON: " + e.getMessage());
    }
    return document(json(null, value));
  }

  private static JsonNode document(@Nullable JsonNode read) throws Unusable {
    if (read == null || read.isNull() || read.isMissingNode()) {
      throw new Unusable(
          "the record has no value; if it tells of a deletion, filter such records"
              + " (RecordIsTombstone) or have them rewritten before this transform");
    }
    return read;
  }

  private JsonNode json(@Nullable Schema schema, @Nullable Object value) throws Unusable {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Struct struct) {
      return struct(struct);
    } else if (value instanceof Map<?, ?> map) {
      return object(schema, map);
    } else if (value instanceof Iterable<?> list) {
      ArrayNode array = NODES.arrayNode();
      for (Object element : list) {
        array.add(json(schema == null ? null : schema.valueSchema(), element));
      }
      return array;
    }
    return scalar(schema, value);
  }

  private ObjectNode struct(Struct struct) throws Unusable {
    ObjectNode object = NODES.objectNode();
    for (Field field : struct.schema().fields()) {
      Object value = defaults ? struct.get(field) : struct.getWithoutDefault(field.name());
      object.set(field.name(), json(field.schema(), value));
    }
    return object;
  }

  private ObjectNode object(@Nullable Schema schema, Map<?, ?> map) throws Unusable {
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      object.set(
          String.valueOf(entry.getKey()),
          json(schema == null ? null : schema.valueSchema(), entry.getValue()));
    }
    return object;
  }

  private static JsonNode scalar(@Nullable Schema schema, Object value) throws Unusable {
    if (value instanceof String || value instanceof Character) {
      return NODES.textNode(value.toString());
    } else if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof java.util.Date time) {
      return NODES.textNode(time(schema, time));
    } else if (value instanceof byte[] bytes) {
      return NODES.binaryNode(bytes);
    } else if (value instanceof ByteBuffer buffer) {
      return NODES.binaryNode(bytes(buffer));
    }
    throw new Unusable("a value of " + value.getClass().getName() + " has no JSON");
  }

  /** Floating point as it is written in decimals, so that 12.1 stays 12.1. */
  private static JsonNode number(Number number) throws Unusable {
    try {
      return number instanceof Double || number instanceof Float || number instanceof BigDecimal
          ? NODES.numberNode(new BigDecimal(number.toString()))
          : NODES.numberNode(new BigInteger(number.toString()));
    } catch (NumberFormatException e) {
      throw new Unusable(number + " is no number that JSON has");
    }
  }

  private static String time(@Nullable Schema schema, java.util.Date time) {
    String type = schema == null ? null : schema.name();
    if (Date.LOGICAL_NAME.equals(type)) {
      return time.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
    return Time.LOGICAL_NAME.equals(type)
        ? time.toInstant().atZone(ZoneOffset.UTC).toLocalTime().toString()
        : time.toInstant().toString();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}

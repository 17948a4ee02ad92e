package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.integrity.IntegrityCheck;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Schemas of the OpenAPI document: members as {@code openapi.yaml} writes them, made into JSON
 * Schema.
 */
final class OpenApiSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String REF = "#/components/schemas/";
  private static final List<String> SHARES =
      List.of("happy", "answered_took_back", "silent_took_back");

  private final ObjectNode schemas;

  OpenApiSchemas(ObjectNode schemas) {
    this.schemas = schemas;
  }

  static ObjectNode ref(String name) {
    return NODES.objectNode().put("$ref", REF + name);
  }

  /** Adds what is declared elsewhere: a member for each column and each check. */
  void declared(Definition rules) {
    ObjectNode numbers = schemas.putObject("Numbers").putObject("properties");
    ObjectNode rates = schemas.putObject("Rates");
    rates.putArray("required");
    ObjectNode shares = rates.putObject("properties");
    for (Column column : Columns.of(rules).all()) {
      String type =
          switch (column.kind()) {
            case COUNT -> "integer?";
            case RATE -> "number?";
            case MONEY -> "money";
          };
      numbers.put(column.name(), type + " | " + column.unit() + ": " + column.doc());
      if (column.share() != null) {
        shares.put(column.name(), "Rate");
      }
    }
    numbers.put("rates", "Rates | what each can be trusted for; without those of nothing");
    numbers.put("maturity", "[Maturity] | outcomes by how long the deals were followed");
    ObjectNode checks = schemas.putObject("IntegrityRow").putObject("properties");
    checks.put("id", "text").put("name", "text");
    for (IntegrityCheck check : IntegrityCheck.values()) {
      checks.put(check.text(), "integer").put(check.text() + "_of", "integer");
    }
    SHARES.forEach(share -> checks.put(share, "integer").put(share + "_of", "integer"));
    checks.put("suspicious", "text | checks that are higher than chance, separated by blanks");
    checks.put("period", "text").put("definition_version", "integer");
    checks.put("as_of", "day").put("as_known_on", "day?");
  }

  /** Makes the members of all schemas what they mean. */
  void shapeAll() {
    schemas.forEach(schema -> shape((ObjectNode) schema));
  }

  /** The same of one. All members are there, unless it says which. */
  void shape(ObjectNode schema) {
    if (!schema.has("properties")) {
      return;
    }
    schema.put("type", "object");
    ObjectNode members = (ObjectNode) schema.path("properties");
    ArrayNode required = NODES.arrayNode();
    for (Map.Entry<String, JsonNode> member : List.copyOf(members.properties())) {
      members.set(member.getKey(), member(member.getValue().asText()));
      required.add(member.getKey());
    }
    if (!schema.has("required")) {
      schema.set("required", required);
    }
  }

  /** Lets no schema have other members, but those others are made of. */
  void close(Set<String> parts) {
    for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
      boolean object = schema.getValue().has("properties") || schema.getValue().has("allOf");
      if (object && !parts.contains(REF + schema.getKey())) {
        ((ObjectNode) schema.getValue()).put("unevaluatedProperties", false);
      }
    }
  }

  private static ObjectNode member(String text) {
    int bar = text.indexOf(" | ");
    String name = bar < 0 ? text : text.substring(0, bar);
    boolean nullable = name.endsWith("?");
    ObjectNode type = type(nullable ? name.substring(0, name.length() - 1) : name);
    if (nullable && type.has("$ref")) {
      ObjectNode either = NODES.objectNode();
      either.putArray("anyOf").add(type).addObject().put("type", "null");
      type = either;
    } else if (nullable) {
      type.set("type", NODES.arrayNode().add(type.path("type")).add("null"));
    }
    return bar < 0 ? type : type.put("description", text.substring(bar + 3));
  }

  private static ObjectNode type(String name) {
    ObjectNode type = NODES.objectNode();
    if (name.startsWith("[")) {
      return type.put("type", "array").set("items", type(name.substring(1, name.length() - 1)));
    }
    return switch (name) {
      case "any" -> type;
      case "text" -> type.put("type", "string");
      case "integer", "number", "boolean" -> type.put("type", name);
      case "share" -> type.put("type", "number").put("minimum", 0).put("maximum", 1);
      case "day" -> type.put("type", "string").put("format", "date");
      case "time" -> type.put("type", "string").put("format", "date-time");
      case "binary" -> type.put("contentMediaType", "text/csv");
      case "money" -> {
        type.put("type", "object").putObject("additionalProperties").put("type", "integer");
        yield type.put("description", "minor units by currency");
      }
      default -> ref(name);
    };
  }
}

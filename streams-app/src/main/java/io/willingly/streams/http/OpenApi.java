package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.willingly.metrics.definition.Definition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document: {@code openapi.yaml}, which says how, with what holds everywhere added. */
final class OpenApi {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> PAGE = List.of("limit", "offset", "sort");

  private final ObjectNode document;

  private OpenApi(ObjectNode document) {
    this.document = document;
  }

  /**
   * The document.
   *
   * @param rules whose columns there are
   */
  static ObjectNode of(Definition rules) {
    OpenApi api = new OpenApi(read());
    ObjectNode components = (ObjectNode) api.document.path("components");
    OpenApiSchemas schemas = new OpenApiSchemas((ObjectNode) components.path("schemas"));
    schemas.declared(rules);
    schemas.shapeAll();
    for (JsonNode body : components.path("requestBodies")) {
      body.path("content").forEach(type -> schemas.shape((ObjectNode) type.path("schema")));
    }
    components.path("parameters").properties().forEach(OpenApi::parameter);
    api.document.path("paths").properties().forEach(OpenApi::path);
    Set<String> parts = new TreeSet<>();
    api.document
        .findValues("allOf")
        .forEach(all -> all.findValuesAsText("$ref").forEach(parts::add));
    schemas.close(parts);
    return api.document;
  }

  private static ObjectNode read() {
    try (InputStream text = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      JsonNode read = new ObjectMapper(new YAMLFactory()).readTree(Objects.requireNonNull(text));
      return (ObjectNode) read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void parameter(Map.Entry<String, JsonNode> entry) {
    ObjectNode parameter = (ObjectNode) entry.getValue();
    if (!parameter.has("name")) {
      parameter.put("name", entry.getKey());
    }
    if (!parameter.has("in")) {
      parameter.put("in", "query");
    }
    parameter.put("required", parameter.path("in").asText().equals("path"));
  }

  private static void path(Map.Entry<String, JsonNode> entry) {
    String path = entry.getKey();
    for (Map.Entry<String, JsonNode> method : entry.getValue().properties()) {
      ObjectNode operation = (ObjectNode) method.getValue();
      operation.put("operationId", method.getKey() + path.replaceAll("[^a-z]+", "-"));
      boolean rows = operation.has("x-rows");
      boolean csv = operation.path("x-csv").asBoolean(rows);
      boolean reads = method.getKey().equals("get");
      ArrayNode parameters = operation.putArray("parameters");
      Arrays.stream(path.split("/", -1))
          .filter(part -> part.startsWith("{"))
          .forEach(part -> ask(parameters, part.substring(1, part.length() - 1)));
      operation.path("x-asks").forEach(name -> ask(parameters, name.asText()));
      if (rows) {
        PAGE.forEach(name -> ask(parameters, name));
      }
      if (csv) {
        ask(parameters, "format");
      }
      responses(operation, csv, reads);
      List.of("x-asks", "x-rows", "x-answer", "x-plain", "x-csv").forEach(operation::remove);
    }
  }

  private static void ask(ArrayNode parameters, String name) {
    parameters.addObject().put("$ref", "#/components/parameters/" + name);
  }

  private static void responses(ObjectNode operation, boolean csv, boolean reads) {
    ObjectNode responses = operation.withObjectProperty("responses");
    if (responses.isEmpty()) {
      ObjectNode answer = answer(operation);
      if (answer == null) {
        responses.putObject("204").put("description", "Done");
      } else {
        ObjectNode ok = responses.putObject("200").put("description", "The answer");
        ObjectNode content = ok.putObject("content");
        content.putObject("application/json").set("schema", answer);
        if (csv) {
          content.putObject("text/csv").putObject("schema").put("type", "string");
        }
        if (reads) {
          responses
              .putObject("304")
              .put("description", "It is what If-None-Match says is known already");
        }
      }
    }
    responses.putObject("default").put("$ref", "#/components/responses/Problem");
  }

  private static @Nullable ObjectNode answer(ObjectNode operation) {
    if (operation.has("x-plain")) {
      return OpenApiSchemas.ref(operation.path("x-plain").asText());
    }
    if (!operation.has("x-answer") && !operation.has("x-rows")) {
      return null;
    }
    ObjectNode answer = NODES.objectNode().put("type", "object");
    ArrayNode parts = answer.putArray("allOf").add(OpenApiSchemas.ref("Envelope"));
    if (operation.has("x-answer")) {
      parts.add(OpenApiSchemas.ref(operation.path("x-answer").asText()));
    }
    if (operation.has("x-rows")) {
      parts.add(OpenApiSchemas.ref("Table"));
      ObjectNode rows = answer.putObject("properties").putObject("rows").put("type", "array");
      rows.set("items", OpenApiSchemas.ref(operation.path("x-rows").asText()));
      answer.putArray("required").add("rows");
    }
    return answer.put("unevaluatedProperties", false);
  }
}

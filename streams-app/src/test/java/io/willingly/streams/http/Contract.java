package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An OpenAPI document, to hold answers against. */
final class Contract {
  private static final String ADDRESS = "https://willingly.test/openapi.json";

  private final JsonNode document;
  private final SchemaRegistry schemas;

  Contract(String text) {
    document = Answer.parse(text);
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder
                    .schemas(Map.of(ADDRESS, text))
                    .schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  JsonNode document() {
    return document;
  }

  /** Every operation, such as {@code GET /api/v1/status}. */
  Set<String> routes() {
    return document.path("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(method -> method.getKey().toUpperCase(Locale.ROOT))
                    .map(method -> method + " " + Routes.PREFIX + path.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean hasCsv(String path) {
    return document.at("/paths/" + escaped(path) + "/get/responses/200/content").has("text/csv");
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  Schema schema(String method, String path, int status, String type) {
    String responses =
        "/paths/" + escaped(path) + "/" + method.toLowerCase(Locale.ROOT) + "/responses/";
    String at =
        document.at(responses + status).isMissingNode()
            ? "/components/responses/Problem"
            : responses + status;
    assertThat(document.at(at + "/content/" + escaped(type)).isMissingNode())
        .as("%s %s answers %d as %s", method, path, status, type)
        .isFalse();
    return schemas.getSchema(
        SchemaLocation.of(ADDRESS + "#" + at + "/content/" + escaped(type) + "/schema"));
  }

  /** Whether an answer is as the document says. */
  JsonNode valid(String method, String path, String asked, HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    JsonNode json = SiteStand.json(answer);
    assertThat(schema(method, path, answer.statusCode(), type).validate(json))
        .as("%s %s: %d %s", method, asked, answer.statusCode(), json.toPrettyString())
        .isEmpty();
    return json;
  }

  Set<String> operations(String method) {
    return document.path("paths").properties().stream()
        .filter(path -> path.getValue().has(method))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

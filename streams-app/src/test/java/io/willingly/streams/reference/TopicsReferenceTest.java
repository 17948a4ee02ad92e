package io.willingly.streams.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.willingly.schemas.topic.Topic.Role;
import io.willingly.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.Test;

/** The references of the topics are what the code says; {@code -Dgolden.update} rewrites them. */
class TopicsReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "reference");

  @Test
  void thePageIsOfTheTopicsThereAre() throws IOException {
    assertGolden(REFERENCE.resolve("topics.md"), TopicsPage.markdown());
  }

  @Test
  void theDocumentIsOfTheTopicsThereAre() throws IOException {
    assertGolden(REFERENCE.resolve("asyncapi.yaml"), AsyncApi.yaml());
  }

  @Test
  void theDocumentIsAsyncApi() throws IOException {
    String schema = Files.readString(Path.of("src/test/resources/asyncapi/3.0.0.json"));

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema)
                .validate(AsyncApi.yaml(), InputFormat.YAML))
        .isEmpty();
  }

  /** Whoever generates code from the document gets what is on the wire. */
  @Test
  void theSchemasInTheDocumentAreThoseOnTheWire() throws IOException {
    JsonNode channels = new YAMLMapper().readTree(AsyncApi.yaml()).path("channels");

    assertThat(names(channels))
        .isEqualTo(
            Topics.ALL.stream()
                .filter(topic -> topic.role() != Role.INTERNAL)
                .map(topic -> topic.name())
                .collect(Collectors.toCollection(TreeSet::new)));
    Topics.ALL.stream()
        .filter(topic -> topic.role() != Role.INTERNAL)
        .forEach(
            topic -> {
              JsonNode message =
                  channels.path(topic.name()).path("messages").path(topic.valueSchema().getName());
              assertSame(message.at("/payload/schema"), topic.valueSchema());
              if (topic.hasPlainKey()) {
                assertThat(message.at("/bindings/kafka/key/type").textValue()).isEqualTo("string");
              } else {
                assertSame(message.at("/x-key/schema"), topic.keySchema());
              }
            });
  }

  private static void assertSame(JsonNode written, Schema schema) {
    assertThat(
            SchemaNormalization.toParsingForm(
                new SchemaParser().parse(written.toString()).mainSchema()))
        .isEqualTo(SchemaNormalization.toParsingForm(schema));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void assertGolden(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, expected);
    }
    assertThat(Files.readString(file))
        .as("%s; rewrite it with -Dgolden.update=true", file)
        .isEqualTo(expected);
  }
}

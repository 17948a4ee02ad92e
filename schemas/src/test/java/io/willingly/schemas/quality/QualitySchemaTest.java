package io.willingly.schemas.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * The schema of {@code service-quality} is the table of columns. Written anew with {@code
 * -Dgolden.update=true}.
 */
class QualitySchemaTest {
  private static final Path FILE = Path.of("src/main/avro/ServiceQuality.avsc");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void schemaIsTheTableOfColumns() throws IOException {
    String expected = pretty(schema());

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, expected);
    }

    assertThat(FILE).hasContent(expected);
  }

  private static ObjectNode schema() {
    ObjectNode record =
        record(
            "ServiceQuality",
            "The numbers of a scope and period, for deals signed or lost in it; a tombstone when"
                + " all are zero (R57). Every rate follows from the integers beside it.");
    ArrayNode fields = record.putArray("fields");
    field(fields, "asOf", logical("int", "date"), "The organisation's date of publication (R11).");
    field(fields, "definitionVersion", JSON.textNode("int"), "Rule set of the numbers (R71).");
    field(fields, "definitionHash", JSON.textNode("string"), "Hash of the rule set (R51).");
    for (Column column : Columns.of(Definition.standard(ZoneOffset.UTC)).all()) {
      column(fields, column);
    }
    ObjectNode bucket =
        record("DayCount", "A bucket of a histogram: deals by day after signing, and the like.");
    ArrayNode parts = bucket.putArray("fields");
    field(parts, "field", JSON.textNode("string"), "Name of the tally field.");
    field(parts, "bucket", JSON.textNode("int"), "Day, or the code the field names.");
    field(parts, "count", JSON.textNode("long"), "How many.");
    ObjectNode histograms = array(bucket);
    field(
        fields,
        "histograms",
        histograms,
        "The histograms by day that other windows and survival curves are computed from, by field"
            + " and bucket; empty buckets are left out.");
    return record;
  }

  private static void column(ArrayNode fields, Column column) {
    String doc = column.doc() + " Unit: " + column.unit() + ". Rule " + column.rule() + ".";
    switch (column.kind()) {
      case COUNT -> field(fields, column.name(), JSON.textNode("long"), doc).put("default", 0);
      case RATE -> {
        ObjectNode decimal = logical("bytes", "decimal").put("precision", 18).put("scale", 6);
        field(fields, column.name(), JSON.arrayNode().add("null").add(decimal), doc)
            .putNull("default");
      }
      case MONEY ->
          field(fields, column.name(), array(JSON.textNode("Money")), doc).putArray("default");
    }
  }

  private static ObjectNode record(String name, String doc) {
    return JSON.objectNode()
        .put("type", "record")
        .put("name", name)
        .put("namespace", "io.willingly.event")
        .put("doc", doc);
  }

  private static ObjectNode logical(String type, String logicalType) {
    return JSON.objectNode().put("type", type).put("logicalType", logicalType);
  }

  private static ObjectNode array(JsonNode items) {
    ObjectNode array = JSON.objectNode().put("type", "array");
    array.set("items", items);
    return array;
  }

  private static ObjectNode field(ArrayNode fields, String name, JsonNode type, String doc) {
    ObjectNode field = fields.addObject().put("name", name);
    field.set("type", type);
    return field.put("doc", doc);
  }

  private static String pretty(ObjectNode schema) throws JsonProcessingException {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
    return new ObjectMapper().writer(printer).writeValueAsString(schema).replace("\" :", "\":")
        + "\n";
  }
}

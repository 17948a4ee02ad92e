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
    field(
            fields,
            "rates",
            array(certainty()),
            "What each rate that is a share can be trusted for; rates without a denominator are left"
                + " out.")
        .putArray("default");
    field(
            fields,
            "maturity",
            array(maturity()),
            "Outcomes within 14, 30, 60 and 90 days, by how long the deals were followed; left out of"
                + " rows of a single day, whose deals are all of one age.")
        .putArray("default");
    return record;
  }

  private static ObjectNode certainty() {
    ObjectNode rate = record("RateCertainty", "What a rate can be trusted for, at 95 %.");
    ArrayNode parts = rate.putArray("fields");
    field(parts, "rate", JSON.textNode("string"), "Name of the rate's field in this row.");
    ObjectNode state =
        JSON.objectNode()
            .put("type", "enum")
            .put("name", "RateState")
            .put("namespace", "io.willingly.event")
            .put("doc", "Whether there are enough to tell a rate.");
    state.putArray("symbols").add("UNKNOWN").add("TOLD").add("TOO_FEW");
    state.put("default", "UNKNOWN");
    field(parts, "state", state, "TOO_FEW below the rule set's minimum: then without bounds.")
        .put("column", true);
    field(parts, "numerator", JSON.textNode("long"), "How many of those we know of have it.");
    field(parts, "denominator", JSON.textNode("long"), "Those we know of.");
    field(parts, "eligible", JSON.textNode("long"), "All we would like to know of.");
    optionalRate(parts, "coverage", "Share of the eligible that we know of.");
    optionalRate(
        parts, "responseRate", "Of rates that rest on answers: surveys answered of delivered.");
    optionalRate(
            parts,
            "low",
            "Lower bound: Wilson; of happy to pay a product of two by variance recovery; of NPS adjusted"
                + " Wald.")
        .put("column", true);
    optionalRate(parts, "high", "Upper bound likewise.").put("column", true);
    optionalRate(parts, "jeffreysLow", "Lower bound of Jeffreys' credible interval; not of NPS.");
    optionalRate(parts, "jeffreysHigh", "Upper bound likewise.");
    optionalRate(
        parts, "worstLow", "If none of those we do not know of had it: the least it can be.");
    optionalRate(parts, "worstHigh", "If all of them had it: the most it can be.");
    return rate;
  }

  private static ObjectNode maturity() {
    ObjectNode maturity =
        record("Maturity", "An outcome within so many days of the signing, by follow-up.");
    ArrayNode parts = maturity.putArray("fields");
    field(parts, "outcome", JSON.textNode("string"), "remorse or referral.");
    field(parts, "days", JSON.textNode("int"), "The window.");
    field(parts, "state", JSON.textNode("RateState"), "TOO_FEW below the rule set's minimum.");
    field(parts, "won", JSON.textNode("long"), "Won deals.");
    field(parts, "observed", JSON.textNode("long"), "Of them with the outcome in the window.");
    field(parts, "settled", JSON.textNode("long"), "Deals whose window is over (R10).");
    field(parts, "settledObserved", JSON.textNode("long"), "Of them with the outcome.");
    field(parts, "longestFollowUp", JSON.textNode("int"), "Age of the oldest deal in days.");
    optionalRate(
        parts,
        "expected",
        "Kaplan-Meier estimate; absent where no deal is older than the window, or of too few.");
    optionalRate(parts, "low", "Its lower bound: Greenwood, log-log, 95 %.");
    optionalRate(parts, "high", "Its upper bound.");
    return maturity;
  }

  private static ObjectNode optionalRate(ArrayNode fields, String name, String doc) {
    return field(fields, name, JSON.arrayNode().add("null").add(decimal()), doc).putNull("default");
  }

  private static ObjectNode decimal() {
    return logical("bytes", "decimal").put("precision", 18).put("scale", 6);
  }

  private static void column(ArrayNode fields, Column column) {
    String doc = column.doc() + " Unit: " + column.unit() + ". Rule " + column.rule() + ".";
    switch (column.kind()) {
      case COUNT -> field(fields, column.name(), JSON.textNode("long"), doc).put("default", 0);
      case RATE -> {
        ObjectNode rate = optionalRate(fields, column.name(), doc);
        // In tables the marked members of its element in `rates` are columns beside it.
        if (column.share() != null) {
          rate.put("certainty", "rates");
        }
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

package io.willingly.connectors.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.table.Column.Kind;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Columns;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableTest {
  private static final Schema SCHEMA =
      new SchemaParser()
          .parse(
              """
              {"type": "record", "name": "Kinds", "fields": [
                {"name": "customerId", "type": "string"},
                {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["UNKNOWN", "WON"]}},
                {"name": "count", "type": "int"},
                {"name": "longestFollowUp90", "type": "long"},
                {"name": "limit", "type": "double"},
                {"name": "recurring", "type": "boolean"},
                {"name": "signed_on", "type": {"type": "int", "logicalType": "date"}},
                {"name": "arrival", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "amount", "default": null, "type": ["null", {"type": "record", "name": "Sum", "fields": [
                  {"name": "minor", "type": "long"}, {"name": "currencyCode", "type": "string"}]}]},
                {"name": "original", "type": ["null", "bytes"], "default": null},
                {"name": "evidence", "type": {"type": "array", "items": "Sum"}},
                {"name": "happy_rate", "certainty": "rates", "default": null,
                  "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}]},
                {"name": "coverage", "certainty": "rates", "type": "int"},
                {"name": "rates", "type": {"type": "array", "items": {"type": "record", "name": "Rate", "fields": [
                  {"name": "rate", "type": "string"},
                  {"name": "low", "type": ["null", "double"], "default": null, "column": true},
                  {"name": "denominator", "type": "long"},
                  {"name": "highEnd", "type": "double", "column": true}]}}}
              ]}
              """)
          .mainSchema();
  private static final Schema SUM = SCHEMA.getField("evidence").schema().getElementType();
  private static final Schema RATE = SCHEMA.getField("rates").schema().getElementType();

  static Stream<Schema> published() {
    List<Schema> schemas = new ArrayList<>();
    for (Topic<?, ?> topic : Topics.ALL) {
      if (!topic.hasPlainKey()) {
        schemas.add(topic.keySchema());
        schemas.add(topic.valueSchema());
      }
    }
    return schemas.stream();
  }

  @Test
  void everyKindOfFieldHasItsColumns() {
    GenericRecord record =
        record()
            .set("amount", sum(1250, "EUR"))
            .set("evidence", List.of(sum(1, "EUR"), sum(2, "CHF")))
            .set("happy_rate", new BigDecimal("0.781000"))
            .set("rates", List.of(rate("coverage", null, 9), rate("happy_rate", 0.5, 0.9)))
            .build();

    assertThat(cells(record))
        .containsExactlyEntriesOf(
            expected(
                "customer_id",
                "c1",
                "state",
                "WON",
                "count",
                3,
                "longest_follow_up90",
                4L,
                "limit",
                0.5,
                "recurring",
                true,
                "signed_on",
                LocalDate.of(2026, 2, 3),
                "arrival",
                Instant.parse("2026-02-03T04:05:06.007Z"),
                "amount_minor",
                1250L,
                "amount_currency_code",
                "EUR",
                "evidence",
                "[{\"minor\":1,\"currency_code\":\"EUR\"},{\"minor\":2,\"currency_code\":\"CHF\"}]",
                "happy_rate",
                new BigDecimal("0.781000"),
                "happy_low",
                0.5,
                "happy_high_end",
                0.9,
                "coverage",
                7,
                "coverage_low",
                null,
                "coverage_high_end",
                9.0,
                "rates",
                "[{\"rate\":\"coverage\",\"low\":null,\"denominator\":8,\"high_end\":9.0},"
                    + "{\"rate\":\"happy_rate\",\"low\":0.5,\"denominator\":8,\"high_end\":0.9}]"));
  }

  @Test
  void whatIsNotSaidIsNull() {
    GenericRecord record = record().set("customerId", "").build();

    assertThat(cells(record))
        .containsEntry("customer_id", null)
        .containsEntry("amount_minor", null)
        .containsEntry("amount_currency_code", null)
        .containsEntry("happy_rate", null)
        .containsEntry("happy_low", null)
        .containsEntry("happy_high_end", null)
        .containsEntry("evidence", "[]");
  }

  @Test
  void bytesThatWereDeliveredAreNoColumns() {
    assertThat(names(Topics.REJECTED_EVENTS.valueSchema()))
        .contains("reason", "message", "arrival", "original_value_size")
        .doesNotContain("original_key", "original_value");
  }

  @ParameterizedTest
  @MethodSource("published")
  void namesAreWhatSqlTakesWithoutThought(Schema schema) {
    assertThat(names(schema))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9_]{0,62}"));
  }

  /** PostgreSQL has 1600 columns a table and 8 kB a row. */
  @Test
  void everyNumberOfServiceQualityIsAColumnAndEveryShareHasItsInterval() {
    List<String> names = names(Topics.SERVICE_QUALITY.valueSchema());

    assertThat(names)
        .hasSizeLessThan(500)
        .containsAll(Columns.of(Definition.standard(ZoneOffset.UTC)).names())
        .containsSubsequence(
            "happy_to_pay_rate", "happy_to_pay_state", "happy_to_pay_low", "happy_to_pay_high")
        .contains("remorse_low_30", "nps_high", "histograms", "rates", "maturity");
    assertThat(Table.of(Topics.SERVICE_QUALITY.valueSchema()).columns())
        .filteredOn(column -> column.name().equals("happy_to_pay_low"))
        .singleElement()
        .satisfies(
            column -> {
              assertThat(column.kind()).isEqualTo(Kind.DECIMAL);
              assertThat(column.decimal().getPrecision()).isEqualTo(18);
              assertThat(column.decimal().getScale()).isEqualTo(6);
            });
  }

  @Test
  void twoFieldsOfOneColumnAreRefused() {
    Schema schema =
        new SchemaParser()
            .parse(
                """
                {"type": "record", "name": "Twice", "fields": [
                  {"name": "dealId", "type": "string"}, {"name": "deal_id", "type": "string"}]}
                """)
            .mainSchema();

    assertThatThrownBy(() -> Table.of(schema)).hasMessage("two fields are column deal_id");
  }

  private static GenericRecordBuilder record() {
    return new GenericRecordBuilder(SCHEMA)
        .set("customerId", "c1")
        .set("state", new GenericData.EnumSymbol(SCHEMA.getField("state").schema(), "WON"))
        .set("count", 3)
        .set("longestFollowUp90", 4L)
        .set("limit", 0.5)
        .set("recurring", true)
        .set("signed_on", LocalDate.of(2026, 2, 3))
        .set("arrival", Instant.parse("2026-02-03T04:05:06.007Z"))
        .set("evidence", List.of())
        .set("coverage", 7)
        .set("rates", List.of());
  }

  private static GenericRecord sum(long minor, String currency) {
    return new GenericRecordBuilder(SUM).set("minor", minor).set("currencyCode", currency).build();
  }

  private static GenericRecord rate(String name, @Nullable Double low, double high) {
    return new GenericRecordBuilder(RATE)
        .set("rate", name)
        .set("low", low)
        .set("denominator", 8L)
        .set("highEnd", high)
        .build();
  }

  private static List<String> names(Schema schema) {
    return Table.of(schema).columns().stream().map(Column::name).toList();
  }

  private static Map<String, @Nullable Object> cells(GenericRecord record) {
    Table table = Table.of(record.getSchema());
    List<@Nullable Object> row = table.row(record);
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      cells.put(table.columns().get(i).name(), row.get(i));
    }
    return cells;
  }

  private static Map<String, @Nullable Object> expected(@Nullable Object... namesAndCells) {
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < namesAndCells.length; i += 2) {
      cells.put((String) namesAndCells[i], namesAndCells[i + 1]);
    }
    return cells;
  }
}

package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.event.RejectedEventKey;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.event.SaveReason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema.Parser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowConverterTest {
  private static final String TOPIC = Topics.SAVE_LIST.name();
  private static final EmbeddedSchemaIds IDS = EmbeddedSchemaIds.inMemory();

  @TempDir Path directory;

  @Test
  void valuesAreFlatStructsOfNullableColumns() {
    byte[] bytes = WireFormat.values(Topics.SAVE_LIST, IDS).encode(entry());

    SchemaAndValue row = converter(Map.of(), false).toConnectData(TOPIC, bytes);

    Struct struct = (Struct) row.value();
    assertThat(struct.getString("rep_id")).isEqualTo("anna");
    assertThat(struct.get("cohort_day"))
        .isEqualTo(Date.from(Instant.parse("2026-03-03T00:00:00Z")));
    assertThat(struct.getString("product_line")).isNull();
    assertThat(struct.getInt64("amount_minor")).isNull();
    assertThat(struct.getString("reasons")).isEqualTo("[\"UNHAPPY\",\"PAID_LATE\"]");
    assertThat(row.schema().fields()).allMatch(field -> field.schema().isOptional());
    assertThat(row.schema().field("reasons").schema().name()).isEqualTo("io.debezium.data.Json");
    assertThat(row.schema().field("cohort_day").schema().name())
        .isEqualTo(org.apache.kafka.connect.data.Date.LOGICAL_NAME);
  }

  @Test
  void keysAreColumnsThatAreNeverNull() {
    byte[] bytes =
        WireFormat.keys(Topics.REJECTED_EVENTS, IDS)
            .encode(new RejectedEventKey("deal-events", 3, null));

    SchemaAndValue row = converter(Map.of(), true).toConnectData("rejected-events", bytes);

    assertThat(row.schema().fields()).noneMatch(field -> field.schema().isOptional());
    assertThat(row.value())
        .isEqualTo(
            new Struct(row.schema())
                .put("topic", "deal-events")
                .put("partition", 3)
                .put("offset", -1L));
  }

  @Test
  void rowsOfOneSchemaShareTheirColumns() {
    RowConverter converter = converter(Map.of(), true);
    WireFormat<SaveListKey> keys = WireFormat.keys(Topics.SAVE_LIST, IDS);

    SchemaAndValue one = converter.toConnectData(TOPIC, keys.encode(new SaveListKey("c1", "d1")));
    SchemaAndValue two = converter.toConnectData(TOPIC, keys.encode(new SaveListKey("c2", "d2")));

    assertThat(one.schema()).isSameAs(two.schema());
  }

  @Test
  void aTombstoneIsNoRow() {
    assertThat(converter(Map.of(), false).toConnectData(TOPIC, null))
        .isEqualTo(SchemaAndValue.NULL);
  }

  /** Of a newer version of Willingly, whose schema lies beside the broker's data. */
  @Test
  void aFieldThatWasAddedLaterIsAColumn() throws Exception {
    org.apache.avro.Schema today = Topics.SAVE_LIST.keySchema();
    String later =
        today
            .toString()
            .replace(
                "\"fields\":[",
                "\"fields\":[{\"name\":\"nextStep\",\"type\":[\"null\",\"string\"],\"default\":null},");
    org.apache.avro.Schema schema = new Parser().parse(later);
    int id = EmbeddedSchemaIds.contentId(schema);
    Files.writeString(directory.resolve(id + ".avsc"), later);
    byte[] body = {2, 8, 'c', 'a', 'l', 'l', 4, 'c', '1', 4, 'd', '1'};
    byte[] bytes = new byte[5 + body.length];
    for (int i = 0; i < 4; i++) {
      bytes[1 + i] = (byte) (id >>> (24 - 8 * i));
    }
    System.arraycopy(body, 0, bytes, 5, body.length);

    SchemaAndValue row =
        converter(Map.of("schema.directory", directory.toString()), false)
            .toConnectData(TOPIC, bytes);

    assertThat(row.schema().fields())
        .extracting("name")
        .containsExactly("next_step", "customer_id", "deal_id");
    assertThat(((Struct) row.value()).getString("next_step")).isEqualTo("call");
  }

  @Test
  void foreignBytesStopTheSinkAndSayWhatToDo() {
    RowConverter converter = converter(Map.of(), false);

    assertThatThrownBy(() -> converter.toConnectData(TOPIC, "{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "value of topic save-list is no record of Willingly: does not begin with 0x00 and a"
                + " 4-byte schema id; give the converter the registry the pipeline has"
                + " (schema.registry.url)");
  }

  @Test
  void aRegistryThatDoesNotAnswerIsAskedAgain() {
    RowConverter converter = converter(Map.of("schema.registry.url", "http://127.0.0.1:1"), true);
    byte[] bytes = WireFormat.keys(Topics.SAVE_LIST, IDS).encode(new SaveListKey("c1", "d1"));

    assertThatThrownBy(() -> converter.toConnectData(TOPIC, bytes))
        .isInstanceOf(RetriableException.class)
        .hasMessageStartingWith("key of topic save-list cannot be read now: the registry at");
  }

  @Test
  void itOnlyReads() {
    RowConverter converter = converter(Map.of(), false);

    assertThatThrownBy(() -> converter.fromConnectData(TOPIC, Schema.STRING_SCHEMA, "x"))
        .hasMessageContaining("only reads");
  }

  private static RowConverter converter(Map<String, String> settings, boolean isKey) {
    RowConverter converter = new RowConverter();
    converter.configure(settings, isKey);
    return converter;
  }

  private static SaveListEntry entry() {
    return SaveListEntry.newBuilder()
        .setRepId("anna")
        .setCohortDay(LocalDate.of(2026, 3, 3))
        .setProductLine("")
        .setReasons(List.of(SaveReason.UNHAPPY, SaveReason.PAID_LATE))
        .setUntil(LocalDate.of(2026, 4, 2))
        .setEvidence(List.of())
        .build();
  }
}

package io.willingly.connectors.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.connect.PayloadJson.Unusable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class PayloadJsonTest {
  private static final PayloadJson JSON = new PayloadJson(true);

  private static final Schema LINE =
      SchemaBuilder.struct().field("sku", Schema.STRING_SCHEMA).build();

  private static final Schema ORDER =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("amount", Decimal.schema(2))
          .field("rate", Schema.FLOAT32_SCHEMA)
          .field("at", Timestamp.SCHEMA)
          .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
          .field("time", Time.SCHEMA)
          .field("photo", Schema.BYTES_SCHEMA)
          .field("lines", SchemaBuilder.array(LINE).build())
          .field("days", SchemaBuilder.array(org.apache.kafka.connect.data.Date.SCHEMA).build())
          .field("counts", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT8_SCHEMA).build())
          .field("note", SchemaBuilder.string().optional().defaultValue("none").build())
          .build();

  private static Struct order() {
    Date moment = Date.from(Instant.parse("2026-03-10T09:30:00.125Z"));
    return new Struct(ORDER)
        .put("id", 9007199254740993L)
        .put("amount", new BigDecimal("12.10"))
        .put("rate", 0.1f)
        .put("at", moment)
        .put("day", Date.from(Instant.parse("2026-03-10T00:00:00Z")))
        .put("time", Date.from(Instant.parse("1970-01-01T09:30:00Z")))
        .put("photo", ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .put("lines", List.of(new Struct(LINE).put("sku", "A"), new Struct(LINE).put("sku", "B")))
        .put("days", List.of(Date.from(Instant.parse("2026-03-11T00:00:00Z"))))
        .put("counts", Map.of(7, (byte) 3))
        .put("note", null);
  }

  @Test
  void aStructKeepsItsDigitsDaysAndNesting() throws Unusable {
    assertThat(JSON.payload(order()))
        .hasToString(
            """
            {"id":9007199254740993,"amount":12.10,"rate":0.1,"at":"2026-03-10T09:30:00.125Z",\
            "day":"2026-03-10","time":"09:30","photo":"AQID","lines":[{"sku":"A"},{"sku":"B"}],\
            "days":["2026-03-11"],"counts":{"7":3},"note":"none"}\
            """);
  }

  @Test
  void nullStaysNullWhereItIsNotReplaced() throws Unusable {
    assertThat(new PayloadJson(false).payload(order()).get("note").isNull()).isTrue();
  }

  @Test
  void mapsListsTextAndBytesAreTheSameDocument() throws Unusable {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", 7L);
    map.put("tags", List.of("a", 1.50, true));
    map.put("none", null);
    String text =
        """
        {"id":7,"tags":["a",1.5,true],"none":null}\
        """;

    assertThat(JSON.payload(map)).hasToString(text);
    assertThat(JSON.payload(text)).hasToString(text);
    assertThat(JSON.payload(text.getBytes(UTF_8))).hasToString(text);
    assertThat(JSON.payload(ByteBuffer.wrap(text.getBytes(UTF_8)))).hasToString(text);
  }

  @Test
  void whatIsNoDocumentSaysWhy() {
    assertThatThrownBy(() -> JSON.payload(null))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("RecordIsTombstone");
    assertThatThrownBy(() -> JSON.payload("{\"id\":")).hasMessageStartingWith("not valid JSON: ");
    assertThatThrownBy(() -> JSON.payload("{} {}")).hasMessageStartingWith("not valid JSON: ");
    assertThatThrownBy(() -> JSON.payload(Map.of("rate", Double.NaN)))
        .hasMessage("NaN is no number that JSON has");
    assertThatThrownBy(() -> JSON.payload(Map.of("on", Instant.EPOCH)))
        .hasMessage("a value of java.time.Instant has no JSON");
  }
}

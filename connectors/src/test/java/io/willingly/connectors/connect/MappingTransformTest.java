package io.willingly.connectors.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.willingly.event.BundledRecord;
import io.willingly.event.DealEvent;
import io.willingly.event.EventBundle;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTransformTest {
  private static final Instant NOW = Instant.parse("2026-03-12T00:00:00Z");

  private final MappingTransform<SourceRecord> transform =
      new MappingTransform<>(Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void configure() {
    transform.configure(Map.of("mapping", "generic-ndjson", "source", "crm"));
  }

  @AfterEach
  void close() {
    transform.close();
  }

  private SourceRecord apply(@Nullable Object value) {
    SourceRecord foreign =
        new SourceRecord(
            Map.of("table", "deals"),
            Map.of("lsn", 7),
            "crm.public.deals",
            3,
            Schema.STRING_SCHEMA,
            "7",
            null,
            value,
            1L);
    foreign.headers().addString("vendor", "x");
    return transform.apply(foreign);
  }

  private static Map<String, Object> won(String dealId) {
    return Map.of(
        "family", "deal",
        "kind", "WON",
        "dealId", dealId,
        "customerId", "C-1",
        "occurredAt", "2026-03-10T09:30:00Z");
  }

  private static <V extends SpecificRecord> V value(Topic<?, V> topic, SourceRecord record) {
    assertThat(record.topic()).isEqualTo(topic.name());
    Decoded<V> decoded =
        WireFormat.values(topic, EmbeddedSchemaIds.inMemory()).decode((byte[]) record.value());
    return ((Decoded.Value<V>) decoded).value();
  }

  @Test
  void aPayloadBecomesTheRecordOfItsEvent() {
    SourceRecord record = apply(won("D-1"));

    DealEvent event = value(Topics.DEAL_EVENTS, record);
    assertThat(event.getDealId()).isEqualTo("D-1");
    assertThat(event.getSource()).isEqualTo("crm");
    assertThat(record.key()).isEqualTo("C-1".getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
    assertThat(record.kafkaPartition()).isNull();
    assertThat(record.headers()).isEmpty();
    assertThat(record.sourceOffset()).isEqualTo(Map.of("lsn", 7));
  }

  @Test
  void whatCannotBeMappedIsARejectWithItsReason() {
    MappingReject noNumber =
        reject(Map.of("family", "deal", "kind", "WON", "dealId", "D-1", "amount", "much"));
    MappingReject noJson = reject("{");
    MappingReject nothing = reject(null);

    assertThat(noNumber.getSource()).isEqualTo("crm");
    assertThat(noNumber.getField()).startsWith("deal.");
    assertThat(noJson.getMessage()).startsWith("UNREADABLE: not valid JSON");
    assertThat(new String(noJson.getOriginal().array(), UTF_8)).isEqualTo("{");
    assertThat(nothing.getMessage()).contains("no value");
  }

  @Test
  void severalRecordsOfAPayloadTravelInOne() {
    EventBundle bundle =
        value(Topics.EVENT_BUNDLES, apply(List.of(won("D-1"), Map.of("family", "none"))));

    assertThat(bundle.getRecords())
        .extracting(BundledRecord::getTopic, BundledRecord::getKey)
        .containsExactly(tuple("deal-events", "C-1"), tuple("mapping-rejects", "crm/payload:2"));
    assertThat(reject(List.of()).getMessage()).contains("the payload is an empty list");
  }

  /** The producer of a connector refuses it, and its task would fail again after each restart. */
  @Test
  void aPayloadThatMakesMoreThanAProducerTakesIsAReject() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(won("D-" + i));
    }

    MappingReject reject = reject(many);

    assertThat(reject.getSource()).isEqualTo("crm");
    assertThat(reject.getMessage())
        .matches(
            "TOO_LARGE: the records of the payload have [0-9,]+ bytes together, at most 1,000,000;"
                + " have the source deliver fewer rows at a time, or raise bundle.max.bytes .*");
    assertThat(new String(reject.getOriginal().array(), UTF_8)).contains("D-0");
    assertThat(value(Topics.EVENT_BUNDLES, apply(many.subList(0, 2_000))).getRecords())
        .hasSize(2_000);
  }

  private MappingReject reject(@Nullable Object value) {
    MappingReject reject = value(Topics.MAPPING_REJECTS, apply(value));
    assertThat(reject.getReason()).isEqualTo(MappingRejectReason.UNMAPPABLE);
    return reject;
  }

  @Test
  void aMappingOfFilesIsRefused() {
    try (MappingTransform<SourceRecord> refused = new MappingTransform<>()) {
      assertThatThrownBy(() -> refused.configure(Map.of("mapping", "olist")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("reads several files; it cannot map a single payload");
    }
  }

  @Test
  void aMappingThatKnowsRowsByTheirFileIsRefused(@TempDir Path shop) throws IOException {
    Files.writeString(
        shop.resolve("mapping.yaml"),
        """
        version: 1
        inputs: {deals: {format: json}}
        events:
          - name: won
            family: deal
            fields: {kind: WON, dealId: {from: id}, customerId: {from: id}, occurredAt: "2026-01-01"}
        """);
    try (MappingTransform<SourceRecord> refused = new MappingTransform<>()) {
      assertThatThrownBy(() -> refused.configure(Map.of("mapping", shop.toString())))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("won has no 'eventId:'")
          .hasMessageContaining("give 'eventId:', such as \"{id}:won\"");
    }
  }

  @Test
  void theMappingIsToldAgainWhenTheRegistryWasAway(@TempDir Path shop) throws IOException {
    Files.writeString(
        shop.resolve("mapping.yaml"),
        """
        version: 1
        inputs: {deals: {format: json}}
        objects:
          - name: deal
            id: "{id}"
            set: {expr: '{"id": .id}'}
        events:
          - name: won
            from: deal
            family: deal
            fields: {eventId: "{id}:won", kind: WON, dealId: {from: id}, customerId: {from: id}, occurredAt: "2026-01-01"}
        """);
    AtomicInteger asked = new AtomicInteger();
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          byte[] id = "{\"id\":7}".getBytes(UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, id.length);
          exchange.getResponseBody().write(id);
          exchange.close();
        });
    registry.start();
    try (MappingTransform<SourceRecord> objects = new MappingTransform<>()) {
      objects.configure(
          Map.of(
              "mapping",
              shop.toString(),
              "schema.registry.url",
              "http://127.0.0.1:" + registry.getAddress().getPort()));
      SourceRecord payload =
          new SourceRecord(Map.of(), Map.of(), "deals", null, null, Map.of("id", "D-1"));

      assertThatThrownBy(() -> objects.apply(payload)).isInstanceOf(RetriableException.class);
      assertThat(objects.apply(payload).topic()).isEqualTo(Topics.EVENT_BUNDLES.name());
      assertThat(objects.apply(payload).topic()).isEqualTo(Topics.RAW_OBJECTS.name());
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void settingsSayWhatIsWrongWithThem() {
    try (MappingTransform<SourceRecord> refused = new MappingTransform<>()) {
      assertThatThrownBy(() -> refused.configure(Map.of("mapping", "hubpost")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("neither a folder nor shipped");
      assertThatThrownBy(
              () -> refused.configure(Map.of("mapping", "generic-ndjson", "zone", "Berlin")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("Europe/Berlin");
    }
  }
}

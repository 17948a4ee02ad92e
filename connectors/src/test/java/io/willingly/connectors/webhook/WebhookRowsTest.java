package io.willingly.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RowOutcome.Mapped;
import io.willingly.connectors.mapping.RowOutcome.Rejected;
import io.willingly.connectors.mapping.YamlNode;
import io.willingly.event.DealEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a post that is proved, whatever is in it. */
class WebhookRowsTest {
  private static final String WON =
      "{\"token\":\"T-1\",\"id\":9007199254740993,\"state\":\"paid\",\"on\":\"2026-03-01T09:00:00Z\",\"buyer\":\"C-1\",\"total\":\"12.50\"}";

  private static final Webhook WEBHOOK =
      Webhook.parse(YamlNode.parse("webhook.yaml", "token: {at: /token}"));

  private static final Mapping MAPPING =
      new MappingLoader(ZoneOffset.UTC)
          .parse(
              "shop",
              """
              version: 1
              inputs:
                orders:
                  format: json
                  columns: [id, state, "on", buyer]
                  optional-columns: [total]
                  extra-columns: reject
              events:
                - name: won
                  from: orders
                  family: deal
                  fields:
                    eventId: "{id}:won"
                    kind: {from: state, map: {paid: WON}}
                    occurredAt: {from: "on", format: iso}
                    dealId: "{id}"
                    customerId: "{buyer}"
                    amount: {from: total, unit: major, currency: EUR}
              """);

  private static List<RowOutcome> rows(String body) {
    Post post =
        new Post(
            "POST", "", Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.ofEpochSecond(1));
    return WEBHOOK.rows(post, MAPPING, "shop-eu");
  }

  @Test
  void aPayloadOfIdsIsCompletedBeforeItIsMapped() {
    Post post =
        new Post(
            "POST",
            "",
            Map.of(),
            "{\"token\":\"t\",\"id\":1}".getBytes(StandardCharsets.UTF_8),
            Instant.ofEpochSecond(1));

    List<RowOutcome> rows =
        WEBHOOK.rows(
            post,
            MAPPING,
            "shop-eu",
            payload ->
                ((ObjectNode) payload.deepCopy())
                    .put("state", "paid")
                    .put("on", "2026-03-01")
                    .put("buyer", "C-1"));

    assertThat(rows).singleElement().isInstanceOf(RowOutcome.Mapped.class);
  }

  private static Rejected rejected(String body) {
    assertThat(rows(body)).singleElement().isInstanceOf(Rejected.class);
    return (Rejected) rows(body).get(0);
  }

  @Test
  void anIdBeyondWhatADoubleHoldsKeepsItsLastDigit() {
    DealEvent event = (DealEvent) ((Mapped) rows(WON).get(0)).events().get(0).event();

    assertThat(event.getDealId()).isEqualTo("9007199254740993");
    assertThat(event.getEventId()).isEqualTo("9007199254740993:won");
    assertThat(event.getSource()).isEqualTo("shop-eu");
  }

  @Test
  void eachElementOfAnArrayIsARow() {
    List<RowOutcome> rows = rows("[" + WON.replace("\"token\":\"T-1\",", "") + ",{},7]");

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0)).isInstanceOf(Mapped.class);
    assertThat(rows.get(1).position().row()).isEqualTo(2);
    assertThat(((Rejected) rows.get(2)).code()).isEqualTo(RejectCode.UNREADABLE);
    assertThat(rows("[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"state\" | \"status\" | UNKNOWN_FIELD | status | unknown property 'status'; did you mean 'state'?",
        "\"2026-03-01T09:00:00Z\" | \"first of March\" | WRONG_TYPE | won.occurredAt | 'first of March' is not a time",
        "\"12.50\" | true | WRONG_TYPE | won.amount | 'true' is not a number",
        "\"C-1\" | \"\" | MISSING_VALUE | won.customerId | ",
        "\"paid\" | \"sold\" | UNMAPPED_VALUE | won.kind | 'sold'"
      })
  void aRowThatCannotBeMappedSaysWhereAndWhy(
      String right, String wrong, RejectCode code, String field, @Nullable String message) {
    Rejected rejected = rejected(WON.replace(right, wrong));

    assertThat(rejected.code()).isEqualTo(code);
    assertThat(rejected.field()).isEqualTo(field);
    assertThat(rejected.message()).contains(message == null ? "customerId" : message);
    assertThat(rejected.original()).contains("9007199254740993");
  }

  @Test
  void theTokenIsNotKeptWithTheRow() {
    assertThat(rejected(WON.replace("paid", "sold")).original()).doesNotContain("T-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\": | the body is not valid JSON: Unexpected end-of-input",
        "id=7&state=paid | the body is not valid JSON: Unrecognized token 'id'",
        "{\"id\":1,\"id\":2} | the body is not valid JSON: Duplicate field 'id'",
        "'' | the body is empty"
      })
  void aBodyThatIsNoJsonIsKeptAndRejected(String body, String message) {
    Rejected rejected = rejected(body);

    assertThat(rejected.code()).isEqualTo(RejectCode.UNREADABLE);
    assertThat(rejected.message()).startsWith(message);
    assertThat(rejected.original()).isEqualTo(body);
  }

  @Test
  void headersThatASourceNeedsAreReadBesideItsPayload() {
    Post post =
        new Post(
            "POST",
            "",
            Map.of(
                "x-shopify-topic", List.of("orders/delete"),
                "X-Shopify-Triggered-At", List.of("2026-03-24T10:00:00.5Z"),
                "X-Shopify-Shop-Domain", List.of("shop.example")),
            "{\"id\": 9007199254740993}".getBytes(StandardCharsets.UTF_8),
            Instant.ofEpochSecond(1));

    RowOutcome row =
        Webhook.load("shopify")
            .rows(post, new MappingLoader(ZoneOffset.UTC).load("shopify"), "shop-eu")
            .get(0);

    assertThat(((Mapped) row).parts())
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.id()).isEqualTo("9007199254740993");
              assertThat(part.deleted()).isTrue();
              assertThat(part.at()).isEqualTo("2026-03-24T10:00:00.5Z");
            });
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedWebhookCanBeRead(String source) {
    Webhook webhook = Webhook.load(source);

    assertThat(webhook.needsSecret()).isTrue();
  }

  static List<String> shipped() {
    return MappingLoader.shipped().stream()
        .filter(source -> MappingLoader.beside(source, "webhook.yaml").isPresent())
        .toList();
  }
}

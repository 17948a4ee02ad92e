package io.willingly.connectors.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MappingLintTest {
  private static final String GOOD =
      """
      version: 1
      description: a shop
      inputs:
        orders:
          format: json
      filters:
        - from: orders
          when: .state == "test"
          reason: test order
      events:
        - name: won
          family: deal
          when: .state == "paid"
          fields:
            eventId: "{no}:won"
            revision: {from: updated_at, format: iso}
            kind: WON
            occurredAt: {from: paid_at}
            dealId: "{no}"
            customerId: "{client}"
            amount: {from: total, unit: major, currency: {from: currency}}
      """;

  private static final String PAID =
      """
      {"no": "7", "state": "paid", "paid_at": "2026-03-01T10:00:00Z", "updated_at":
       "2026-03-02T10:00:00Z", "client": "C-1", "total": "12.50", "currency": "EUR"}
      {"no": "8", "state": "test"}
      """;

  @TempDir Path folder;

  @BeforeEach
  void samples() throws IOException {
    Files.createDirectories(folder.resolve("samples/first"));
    Files.writeString(folder.resolve("samples/first/orders.json"), PAID);
  }

  @Test
  void hasNothingToSayOfAGoodMapping() throws IOException {
    assertThat(lint(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void findsNothingWrongWithWhatIsShipped(String name) {
    try (MappingFolder shipped = MappingFolder.open(name)) {
      assertThat(MappingLint.of(shipped.path()))
          .noneMatch(MappingLint.Finding::error)
          .noneMatch(finding -> finding.message().contains("takes its dealId from"));
    }
  }

  static List<String> shipped() {
    return MappingLoader.shipped();
  }

  @Test
  void warnsOfRulesThatMeanADealByDifferentIds() throws IOException {
    String refund =
        """
          - name: refunded
            family: deal
            when: .state == "refunded"
            fields:
              eventId: "{refund}:refunded"
              revision: {from: updated_at, format: iso}
              kind: REFUNDED
              occurredAt: {from: paid_at}
              dealId: "{invoice}"
              customerId: "{client}"
        """;
    String sample =
        PAID
            + """
            {"no": "9", "state": "refunded", "refund": "R-1", "invoice": "I-7", "paid_at":
             "2026-03-03T10:00:00Z", "updated_at": "2026-03-03T10:00:00Z", "client": "C-1"}
            """;
    Path file = folder.resolve("samples/first/orders.json");

    Files.writeString(file, sample);
    assertThat(lint(GOOD + refund))
        .singleElement()
        .asString()
        .contains("'refunded' takes its dealId from '/invoice', 'won' from '/no'", "alias: deal");

    Files.writeString(file, sample.replace("I-7", "7"));
    assertThat(lint(GOOD + refund)).isEmpty();
  }

  @Test
  void namesEveryLineThatIsToBeFilledIn() throws IOException {
    String draft =
        GOOD.replace("\"{client}\"", " # FILL IN: the customer, such as /client/id")
            .replace("dealId: \"{no}\"", "dealId: # FILL IN: the deal");

    assertThat(lint(draft))
        .containsExactly(
            "error: %s:19: fill in 'dealId:' the deal".formatted(folder.resolve("mapping.yaml")),
            "error: %s:20: fill in 'customerId:' the customer, such as /client/id"
                .formatted(folder.resolve("mapping.yaml")));
  }

  @Test
  void saysWhatCannotBeCompiled() throws IOException {
    assertThat(lint(GOOD.replace("kind: WON", "kind: WUN")))
        .singleElement()
        .asString()
        .contains("mapping.yaml:17:13", "did you mean 'WON'?");
  }

  @Test
  void warnsOfAnIdThatMayBeCorrected() throws IOException {
    assertThat(lint(GOOD.replace("{no}:won", "{no}:{state}")))
        .singleElement()
        .asString()
        .contains("mapping.yaml:15:16", "won.eventId holds 'state', which is a state");
    assertThat(lint(GOOD.replace("{no}:won", "{no}:{paid_at}")))
        .singleElement()
        .asString()
        .contains("won.eventId holds 'paid_at', which is also its time");
    assertThat(lint(GOOD.replace("eventId: \"{no}:won\"", "eventId: {expr: '.no + .total'}")))
        .singleElement()
        .asString()
        .contains("won.eventId holds 'total', which is also its amount");
  }

  @Test
  void leavesTheTimeInAnIdOfWhatTheSourceNumbers() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.json"), PAID.replace("\"no\"", "\"event_id\""));

    assertThat(
            lint(
                GOOD.replace("{no}:won", "{event_id}:{paid_at}")
                    .replace("\"{no}\"", "\"{event_id}\"")))
        .isEmpty();
  }

  @Test
  void warnsOfAMissingRevisionThatTheSamplesHave() throws IOException {
    assertThat(lint(GOOD.replaceFirst("revision: .*\n", "retracted: \"false\"\n")))
        .anySatisfy(
            text -> assertThat(text).contains("won has no revision", "'/updated_at'", "add"));
  }

  @Test
  void warnsOfTimesWithoutAZone() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.json"),
        PAID.replace("2026-03-01T10:00:00Z", "2026-03-01 10:00"));

    assertThat(lint(GOOD)).singleElement().asString().contains("'2026-03-01 10:00' has no offset");
    assertThat(lint("zone: organisation\n" + GOOD)).isEmpty();
    assertThat(lint(GOOD.replace("{from: paid_at}", "{from: paid_at, zone: UTC}"))).isEmpty();
  }

  @Test
  void warnsOfACurrencyThatIsTakenForGranted() throws IOException {
    assertThat(lint(GOOD.replace("{from: currency}", "USD")))
        .singleElement()
        .asString()
        .contains("always taken as USD", "'EUR' in '/currency'");
  }

  @Test
  void warnsOfWhatTheSamplesDoNotReach() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.json"), PAID.replace("\"test\"", "\"paid\""));

    assertThat(lint(GOOD)).anySatisfy(text -> assertThat(text).contains("filter 'test order'"));
    assertThat(lint(GOOD + GOOD.substring(GOOD.indexOf("  - name")).replace("won", "lost")))
        .noneMatch(text -> text.contains("rule 'won' applies to no row"));
    String lost =
        GOOD.substring(GOOD.indexOf("  - name"))
            .replace("won", "lost")
            .replace("WON", "LOST")
            .replace("\"paid\"", "\"lost\"");
    assertThat(lint(GOOD + lost))
        .anySatisfy(text -> assertThat(text).contains("rule 'lost' applies to no row"));
  }

  @Test
  void tellsPropertiesThatNobodyReads() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.json"),
        PAID.replace("\"client\"", "\"shipping\": {\"town\": \"Lugo\"}, \"client\""));

    assertThat(lint(GOOD)).containsExactly("warning: never read of the samples: /shipping/town");
  }

  @Test
  void namesOnlySomeOfThoseAndLast() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.json"),
        PAID.replace(
                "\"client\"",
                "\"a1\": 1, \"a2\": 1, \"a3\": 1, \"a4\": 1, \"a5\": 1, \"a6\": 1, \"client\"")
            + PAID.replace("12.50", "13.50"));

    assertThat(lint(GOOD))
        .hasSizeGreaterThan(1)
        .last()
        .isEqualTo("warning: never read of the samples: /a1, /a2, /a3, /a4, /a5 and 1 more");
  }

  @Test
  void warnsOfAFilterThatHidesARetraction() throws IOException {
    String withdrawn =
        GOOD.substring(GOOD.indexOf("  - name"))
            .replace("name: won", "name: withdrawn")
            .replace("\"paid\"", "\"test\"")
            .replace("kind: WON", "kind: WON\n      retracted: \"true\"");

    assertThat(lint(GOOD + withdrawn))
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("filter 'test order' takes orders.json row 2", "'withdrawn'"));
  }

  @Test
  void warnsOfAConflictWithinAFile() throws IOException {
    Files.writeString(
        folder.resolve("samples/first/orders.json"), PAID + PAID.replace("12.50", "13.50"));

    assertThat(lint(GOOD))
        .anySatisfy(text -> assertThat(text).contains("'7:won' is made twice", "CONFLICT"));
  }

  @Test
  void aMappingThatTakesNoneOfItsSamplesIsWrong() throws IOException {
    assertThat(lint(GOOD.replace("\"{client}\"", "\"{customer}\"").replace("filters", "shared")))
        .first()
        .asString()
        .startsWith("error: ")
        .contains(
            "all rows of the samples are rejected, the first for: orders.json row 1:"
                + " won.customerId: MISSING");
  }

  private List<String> lint(String mapping) throws IOException {
    Files.writeString(folder.resolve("mapping.yaml"), mapping);
    return MappingLint.of(folder).stream().map(MappingLint.Finding::text).toList();
  }
}

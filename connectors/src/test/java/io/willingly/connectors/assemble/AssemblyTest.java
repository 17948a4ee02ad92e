package io.willingly.connectors.assemble;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.AliasKind;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.ObjectEvents.Awaited;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.ObjectPart;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.event.AliasEntry;
import io.willingly.event.DealEvent;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.TopicValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AssemblyTest {
  private static final String MAPPING =
      """
      version: 3
      inputs:
        changes: {format: json}
      objects:
        - name: deal
          when: .what == "change" or .what == "gone"
          id: "{deal}"
          at: {from: at, format: epoch_ms}
          set: 'if (.name) {(.name): .value} else {}'
          deleted: .what == "gone"
          history: [stage]
      aliases:
        - kind: customer
          when: .what == "merge"
          each: /merged
          id: "{_item}"
          same-as: "{into}"
        - kind: customer
          when: .what == "company"
          id: "{company}"
          to: "{customer}"
          at: {from: at, format: epoch_ms}
      filters:
        - {from: deal, when: '.test == "yes"', reason: test deal}
      events:
        - name: opened
          from: deal
          family: deal
          fields:
            eventId: "{_id}:opened"
            kind: OPENED
            occurredAt: {from: /_at/owner, format: epoch_ms}
            dealId: "{_id}"
            customerId: {from: company, alias: customer}
            repId: {from: owner, alias: rep, default: "owner-{owner}"}
        - name: won
          from: deal
          family: deal
          when: .stage == "won"
          fields:
            eventId: "{_id}:won"
            kind: WON
            occurredAt: {from: /_at/stage, format: epoch_ms}
            dealId: "{_id}"
            customerId: {from: company, alias: customer}
            repId: {from: owner, alias: rep, default: "owner-{owner}"}
            amount: {expr: 'fallback(.amount, .list)', unit: major, currency: EUR}
      """;

  private static final long DAY = 86_400_000L;
  private static final long T0 = 1_770_000_000_000L;
  private static final TopicValues VALUES = new TopicValues(EmbeddedSchemaIds.inMemory());
  private static final Mapping DEALS = new MappingLoader(ZoneOffset.UTC).parse("crm", MAPPING);

  private final Assembly assembly = new Assembly(DEALS, "crm-eu", VALUES);
  private final Map<String, DealEvent> state = new TreeMap<>();

  private void tell(String json) {
    for (RowOutcome row : rows(json)) {
      take(assembly.add((RowOutcome.Mapped) row, T0 + 9 * DAY));
    }
  }

  private static List<RowOutcome> rows(String json) {
    return DEALS.apply(json(json), "crm-eu");
  }

  private static JsonNode json(String json) {
    try {
      return Mapping.payload(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void take(List<InputRecord> records) {
    for (InputRecord record : records) {
      DealEvent event =
          ((Decoded.Value<DealEvent>) VALUES.decode(Topics.DEAL_EVENTS, record.value())).value();
      assertThat(record.key()).isEqualTo(event.getCustomerId());
      DealEvent before = state.put(record.key() + " " + event.getEventId(), event);
      if (before != null) {
        assertThat(event.getRevision()).isGreaterThan(before.getRevision());
      }
    }
  }

  private static String change(String name, String value, long day) {
    return "{'what': 'change', 'deal': '9001', 'name': '%s', 'value': '%s', 'at': %d}"
        .formatted(name, value, T0 + day * DAY);
  }

  private static String company(String company, String customer) {
    return "{'what': 'company', 'company': '%s', 'customer': '%s'}".formatted(company, customer);
  }

  private static String company(String company, String customer, long day) {
    return company(company, customer).replace("}", ", 'at': %d}".formatted(T0 + day * DAY));
  }

  /** A person's word. */
  private static AliasEntry said(String target) {
    AliasEntry entry = new AliasEntry();
    entry.setTarget(target);
    entry.setSetBy("Ann");
    entry.setByPerson(true);
    return entry;
  }

  private DealEvent event(String key) {
    return requireNonNull(state.get(key), key);
  }

  private Awaited waiting() {
    return assembly.waiting().values().iterator().next().get(0);
  }

  private List<String> live() {
    return state.entrySet().stream()
        .filter(each -> !each.getValue().getRetracted())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void whatWasClearedIsPassedOverByExpressions() {
    tell(company("77", "C-1"));
    tell(change("company", "77", 1));
    tell(change("owner", "5", 1));
    tell(change("list", "120.00", 1));
    tell(change("amount", "100.00", 1));
    tell(change("stage", "won", 2));
    assertThat(state.get("C-1 9001:won")).extracting("amount.minor").isEqualTo(10_000L);

    tell(change("amount", "", 3));

    assertThat(state.get("C-1 9001:won")).extracting("amount.minor").isEqualTo(12_000L);
  }

  @Test
  void anEventWaitsForItsCustomerAndSaysSo() {
    tell(change("owner", "7", 0));
    assertThat(state).isEmpty();
    Awaited missing = waiting();
    assertThat(missing.field()).isEqualTo("opened.customerId");
    assertThat(missing.message()).contains("customerId is required, and 'company' is missing");

    tell(change("company", "77", 1));
    Awaited unknown = waiting();
    assertThat(unknown.alias()).isEqualTo(new AliasKey(AliasKind.CUSTOMER, "crm-eu", "77"));
    assertThat(unknown.message()).isEqualTo("no customer is known for '77' of crm-eu");
    assertThat(state).isEmpty();

    tell(company("77", "C-1"));
    assertThat(assembly.waiting()).isEmpty();
    assertThat(live()).containsExactly("C-1 9001:opened");
    assertThat(event("C-1 9001:opened").getRepId()).isEqualTo("owner-7");
    assertThat(event("C-1 9001:opened").getOccurredAt().toEpochMilli()).isEqualTo(T0);
    assertThat(event("C-1 9001:opened").getSource()).isEqualTo("crm-eu");
  }

  @Test
  void changedPropertiesRaiseTheRevisionAndUnchangedSendNothing() {
    tell(company("77", "C-1"));
    tell(change("owner", "7", 0));
    tell(change("company", "77", 0));
    tell(change("amount", "100.00", 2));
    tell(change("stage", "won", 3));
    assertThat(event("C-1 9001:won").getAmount().getMinor()).isEqualTo(10_000);
    long revision = event("C-1 9001:won").getRevision();
    assertThat(revision).isEqualTo(T0 + 3 * DAY);

    RowOutcome again = rows(change("stage", "won", 3)).get(0);
    assertThat(assembly.add((RowOutcome.Mapped) again, T0)).isEmpty();

    tell(change("amount", "120.00", 4));
    assertThat(event("C-1 9001:won").getAmount().getMinor()).isEqualTo(12_000);
    assertThat(event("C-1 9001:won").getOccurredAt().toEpochMilli()).isEqualTo(T0 + 3 * DAY);

    tell(change("amount", "110.00", 1)); // late: it was so before
    assertThat(event("C-1 9001:won").getAmount().getMinor()).isEqualTo(12_000);
  }

  @Test
  void whatIsNoLongerMadeIsWithdrawnAndComesBack() {
    tell(company("77", "C-1"));
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");
    tell(change("stage", "won", 3));
    tell(change("stage", "talking", 4));
    assertThat(live()).containsExactly("C-1 9001:opened");
    tell(change("stage", "won", 5));
    assertThat(live()).containsExactly("C-1 9001:opened", "C-1 9001:won");
    assertThat(event("C-1 9001:won").getOccurredAt().toEpochMilli()).isEqualTo(T0 + 5 * DAY);

    tell("{'what': 'gone', 'deal': '9001', 'at': %d}".formatted(T0 + 6 * DAY));
    assertThat(live()).isEmpty();
    tell(change("stage", "won", 7));
    assertThat(live()).containsExactly("C-1 9001:opened", "C-1 9001:won");

    tell(change("test", "yes", 8));
    assertThat(live()).isEmpty();
  }

  @Test
  void aMergedOrCorrectedCustomerMovesTheEvents() {
    tell(company("77", "C-1"));
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");
    assertThat(live()).containsExactly("C-1 9001:opened");

    tell("{'what': 'merge', 'merged': ['77', '76'], 'into': '78'}");
    assertThat(live()).isEmpty();
    assertThat(waiting().alias()).isEqualTo(new AliasKey(AliasKind.CUSTOMER, "crm-eu", "78"));
    tell(company("78", "C-2"));
    assertThat(live()).containsExactly("C-2 9001:opened");

    tell(change("company", "80", 2));
    tell(company("80", "C-1"));
    assertThat(live()).containsExactly("C-1 9001:opened");
    take(
        assembly.alias(new AliasKey(AliasKind.REP, "crm-eu", "7"), said("ada@sample.example"), T0));
    assertThat(event("C-1 9001:opened").getRepId()).isEqualTo("ada@sample.example");
  }

  @Test
  void aLateRetryOfAnOldPostMovesNothing() {
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");
    tell(company("77", "C-2", 2));
    tell(company("77", "C-1", 1));
    assertThat(state).containsOnlyKeys("C-2 9001:opened");
  }

  @Test
  void mergesInACircleWait() {
    tell("{'what': 'merge', 'merged': ['77'], 'into': '78'}");
    tell("{'what': 'merge', 'merged': ['78'], 'into': '77'}");
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");

    assertThat(assembly.waiting()).hasSize(1);
    assertThat(state).isEmpty();
  }

  @Test
  void theOrderOfPayloadsDoesNotMatter() {
    List<String> payloads =
        new ArrayList<>(
            List.of(
                company("77", "C-1", 0),
                company("80", "C-1", 1),
                company("80", "C-2", 4),
                company("80", "C-3", 2),
                change("owner", "7", 0),
                change("company", "77", 0),
                change("amount", "100.00", 1),
                change("stage", "talking", 1),
                change("stage", "won", 2),
                change("company", "80", 3),
                change("stage", "talking", 4),
                change("stage", "won", 5),
                change("amount", "90.00", 6),
                change("stage", "won", 6)));
    Map<String, String> expected = null;
    for (int seed = 0; seed < 60; seed++) {
      Collections.shuffle(payloads, new Random(seed));
      state.clear();
      Assembly shuffled = new Assembly(DEALS, "crm-eu", VALUES);
      for (String payload : payloads) {
        rows(payload).forEach(row -> take(shuffled.add((RowOutcome.Mapped) row, T0)));
      }
      Map<String, String> now = new TreeMap<>();
      for (String key : live()) {
        DealEvent event = event(key);
        event.setRevision(0); // counts how often it changed, which depends on the order
        now.put(key, event.toString());
      }
      expected = expected == null ? now : expected;
      assertThat(now).as("seed " + seed).isEqualTo(expected);
    }
    requireNonNull(expected);
    assertThat(expected).containsOnlyKeys("C-2 9001:opened", "C-2 9001:won");
    assertThat(expected.get("C-2 9001:won")).contains("\"minor\": 9000");
  }

  private static final Mapping LISTS =
      new MappingLoader(ZoneOffset.UTC)
          .parse(
              "crm",
              """
              version: 1
              inputs:
                parts: {format: json}
              objects:
                - name: deal
                  id: "{deal}"
                  at: {from: at, format: epoch_ms}
                  set: .set
                  complete: .all
                  deleted: .gone == true
              events:
                - name: opened
                  from: deal
                  family: deal
                  fields:
                    eventId: "{_id}"
                    kind: OPENED
                    occurredAt: {from: /_at/owner, format: epoch_ms}
                    dealId: "{_id}"
                    customerId:
                      expr: |
                        let own = [for (.) .key[8 : ] if (starts-with(.key, "company ") and .value == "yes")]
                        $own[0]
                    stage: {expr: string(._history.owner)}
              """);

  private static String part(long day, String all, String set) {
    return "{'deal': '9001', 'at': %d, 'all': %s, 'set': {%s}}".formatted(T0 + day * DAY, all, set);
  }

  private List<String> lists(List<String> parts) {
    state.clear();
    Assembly all = new Assembly(LISTS, "crm-eu", VALUES);
    for (String part : parts) {
      for (RowOutcome row : LISTS.apply(json(part), "crm-eu")) {
        take(all.add((RowOutcome.Mapped) row, T0 + 9 * DAY));
      }
    }
    return live().stream().map(key -> key + " " + event(key).getStage()).toList();
  }

  private static String runs(String... valuesAndDays) {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < valuesAndDays.length; i += 2) {
      long since = T0 + Long.parseLong(valuesAndDays[i + 1]) * DAY;
      runs.add("{\"since\":%d,\"value\":\"%s\"}".formatted(since, valuesAndDays[i]));
    }
    return "[" + String.join(",", runs) + "]";
  }

  @Test
  void aPartThatTellsOfAllThereAreEmptiesTheOthers() {
    List<String> parts =
        new ArrayList<>(List.of(part(0, "null", "'owner': '7', 'company 1': 'yes'")));
    assertThat(lists(parts)).containsExactly("1 9001 " + runs("7", "0"));
    // Another list, and the same before: neither is about company 1.
    parts.add(part(2, "'contact '", "'contact 5': 'yes'"));
    parts.add(part(-1, "'company '", "'company 3': 'yes'"));
    assertThat(lists(parts)).containsExactly("1 9001 " + runs("7", "0"));

    parts.add(part(2, "'company '", "'company 2': 'yes'"));
    assertThat(lists(parts)).containsExactly("2 9001 " + runs("7", "0"));
    // Told between, late: it was so, and is no more.
    parts.add(part(1, "null", "'company 0': 'yes'"));
    assertThat(lists(parts)).containsExactly("2 9001 " + runs("7", "0"));
    parts.add(part(3, "null", "'company 0': 'yes'"));
    assertThat(lists(parts)).containsExactly("0 9001 " + runs("7", "0"));
    // None at all.
    parts.add(part(4, "'company '", ""));
    assertThat(lists(parts)).isEmpty();
    parts.add(part(5, "null", "'company 2': 'yes'"));
    assertThat(lists(parts)).containsExactly("2 9001 " + runs("7", "0"));
    // All properties.
    parts.add(part(6, "''", "'company 4': 'yes'"));
    assertThat(lists(parts)).containsExactly("4 9001 " + runs("7", "0", "", "6"));
  }

  @Test
  void aPartThatTellsOfNothingAnyMoreBringsADeletedObjectBack() {
    List<String> parts =
        List.of(
            part(0, "null", "'owner': '7', 'company 1': 'yes'"),
            part(1, "null", "").replace("'set'", "'gone': true, 'set'"),
            part(2, "'contact '", ""));

    assertThat(lists(parts.subList(0, 2))).isEmpty();
    assertThat(lists(parts)).containsExactly("1 9001 " + runs("7", "0"));
  }

  @Test
  void theOrderOfPartsThatTellOfAllDoesNotMatterNorDoTheirCopies() {
    Random random = new Random(11);
    for (int world = 0; world < 40; world++) {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        boolean all = random.nextBoolean();
        StringBuilder set =
            new StringBuilder(random.nextBoolean() ? "'owner': '%d'".formatted(i % 3) : "");
        for (int company = 0; company < 3; company++) {
          if (random.nextInt(3) == 0) {
            String value = all || random.nextBoolean() ? "yes" : "";
            set.append(set.isEmpty() ? "" : ", ")
                .append("'company %d': '%s'".formatted(company, value));
          }
        }
        String begin = random.nextInt(4) == 0 ? "''" : "'company '";
        parts.add(part(random.nextInt(20), all ? begin : "null", set.toString()));
      }
      List<String> inOrder = lists(parts);
      for (int order = 0; order < 10; order++) {
        List<String> shuffled = new ArrayList<>(parts);
        shuffled.addAll(parts.subList(0, 6));
        Collections.shuffle(shuffled, random);
        assertThat(lists(shuffled)).as("world " + world).isEqualTo(inOrder);
      }
    }
  }

  @Test
  void anObjectThatCannotBeMappedKeepsWhatWasSent() {
    tell(company("77", "C-1"));
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");
    tell(change("stage", "won", 1));
    tell(change("amount", "much", 2));

    assertThat(live()).containsExactly("C-1 9001:opened", "C-1 9001:won");
    assertThat(assembly.rejected().values())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.field()).isEqualTo("won.amount");
              assertThat(bad.message()).contains("'much' is not a number");
              assertThat(bad.position().toString()).isEqualTo("deal 9001 row 1");
            });
    tell(change("amount", "5", 3));
    assertThat(assembly.rejected()).isEmpty();
    assertThat(event("C-1 9001:won").getAmount().getMinor()).isEqualTo(500);
  }

  @Test
  void anElementThatWaitsHoldsUpNoOther() {
    Mapping refunds =
        new MappingLoader(ZoneOffset.UTC)
            .parse(
                "shop",
                """
                version: 1
                inputs:
                  orders: {format: json}
                objects:
                  - {name: sale, id: "{id}", at: {from: at, format: epoch_ms}, set: .}
                events:
                  - name: refunded
                    from: sale
                    family: deal
                    each: /refunds
                    fields:
                      eventId: "{/_item/id}"
                      kind: REFUNDED
                      occurredAt: {from: /_item/at, format: epoch_ms}
                      dealId: "{_id}"
                      customerId: "C-1"
                      repId: {from: /_item/agent, alias: rep}
                """);
    Assembly shop = new Assembly(refunds, "shop", VALUES);
    shop.alias(new AliasKey(AliasKind.REP, "shop", "a"), said("R-1"), T0);
    String order = "{'id': 'S-1', 'at': %d, 'refunds': [{'id': 'r1', 'at': %d, 'agent': 'a'}%s]}";
    for (String more : List.of("", ", {'id': 'r2', 'at': %d, 'agent': 'b'}".formatted(T0))) {
      for (RowOutcome row :
          refunds.apply(json(order.formatted(T0 + more.length(), T0, more)), "shop")) {
        take(shop.add((RowOutcome.Mapped) row, T0));
      }
    }

    assertThat(live()).containsExactly("C-1 r1");
    assertThat(shop.waiting()).hasSize(1);
  }

  @Test
  void numbersAreTheSameAfterTheyWereKept() {
    Mapping keep =
        new MappingLoader(ZoneOffset.UTC)
            .parse("crm", MAPPING.replace("/_at/stage", "/_at/amount"));
    AssembledObject object = AssembledObject.unknown(new ObjectId("crm-eu", "deal", "9001"));
    String told =
        "{'what': 'change', 'deal': '9001', 'name': 'amount', 'value': 12.5, 'at': %d}"
            .formatted(T0);
    String kept = "";
    for (int time = 0; time < 3; time++) {
      for (RowOutcome row : rows(told)) {
        ObjectPart part = ((RowOutcome.Mapped) row).parts().get(0);
        object.add(part, keep.history("deal"), T0);
      }
      String now = new String(object.bytes(), StandardCharsets.UTF_8);
      assertThat(now).contains("\"amount\":[[12.5," + T0 + "]]");
      assertThat(now).isEqualTo(time == 0 ? now : kept);
      kept = now;
      object = AssembledObject.of(object.bytes());
    }
  }

  @Test
  void numbersThatFitNowhereAreRejected() {
    tell(company("77", "C-1"));
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");
    tell(change("stage", "won", 1));
    for (String amount : List.of("1e400", "1e999999999", "-1e-999999999")) {
      tell(change("amount", "x", 2).replace("'x'", amount));
      assertThat(assembly.rejected()).as(amount).hasSize(1);
    }
    assertThat(live()).containsExactly("C-1 9001:opened", "C-1 9001:won");
  }

  @Test
  void aHistoryThatIsToldOfForeverKeepsItsChanges() {
    Property stage = Property.UNKNOWN;
    for (int i = 0; i < 2 * Property.MOST_TOLD; i++) {
      String value = i < 10 ? "new" : "won";
      stage = stage.with(new Property.Told(TextNode.valueOf(value), i), true);
    }

    assertThat(stage.told()).hasSizeLessThanOrEqualTo(Property.MOST_TOLD);
    assertThat(stage.runs()).extracting(Property.Told::at).containsExactly(0L, 10L);
  }

  @Test
  void whatIsKeptIsReadAgain() {
    tell("[" + change("owner", "7", 0) + "," + change("company", "77", 0) + "]");
    AssembledObject object = AssembledObject.unknown(new ObjectId("crm-eu", "deal", "9001"));
    rows(change("company", "77", 0) + "").stream()
        .flatMap(row -> ((RowOutcome.Mapped) row).parts().stream())
        .forEach(part -> object.add(part, Set.of(), T0));
    LISTS.apply(json(part(1, "'company '", "'company 1': 'yes'")), "crm-eu").stream()
        .flatMap(row -> ((RowOutcome.Mapped) row).parts().stream())
        .forEach(part -> object.add(part, Set.of(), T0));
    object.assemble(DEALS, VALUES);
    object.answer(new AliasKey(AliasKind.CUSTOMER, "crm-eu", "77"), new Answer("C-1", null));

    AssembledObject read = AssembledObject.of(object.bytes());

    assertThat(read.id()).isEqualTo(object.id());
    assertThat(read.asked()).isEqualTo(object.asked());
    assertThat(new String(read.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(new String(object.bytes(), StandardCharsets.UTF_8));
  }
}

package io.willingly.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.schemas.topic.Topics;
import io.willingly.streams.cli.Shell.Result;
import io.willingly.streams.config.Settings;
import io.willingly.streams.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deals that are told of in parts, for companies that somebody has to name first. */
class AliasIT {
  private static final String MAPPING =
      """
      version: 1
      inputs:
        changes: {format: ndjson}
      objects:
        - name: deal
          when: .deal != null
          id: "{deal}"
          at: {from: at}
          set: '{(.name): .value}'
      aliases:
        - {kind: rep, namespace: email, when: .user != null, id: "{email}", to: "{user}", at: {from: at}}
      events:
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
            repId: {from: owner, alias: rep, namespace: email, default: "{owner}"}
            amount: {from: amount, unit: major, currency: EUR}
      """;
  private static final String CHANGES =
      """
      {"deal":"D-1","name":"amount","value":"100.00","at":"2026-03-01T09:00:00Z"}
      {"deal":"D-1","name":"company","value":"77","at":"2026-03-01T09:00:00Z"}
      {"deal":"D-1","name":"owner","value":"ada@sample.example","at":"2026-03-01T09:00:00Z"}
      {"deal":"D-1","name":"stage","value":"won","at":"2026-03-02T09:00:00Z"}
      {"deal":"D-2","name":"owner","value":"ada@sample.example","at":"2026-03-03T09:00:00Z"}
      {"deal":"D-2","name":"stage","value":"won","at":"2026-03-04T09:00:00Z"}
      """;

  private static final String SHOP =
      """
      version: 1
      inputs:
        orders: {format: json}
      events:
        - name: won
          from: orders
          family: deal
          fields:
            eventId: "{order}:won"
            kind: WON
            occurredAt: {from: "on", format: iso}
            dealId: "{order}"
            customerId: "{order}"
      """;
  private static final String WON = "{\"order\":\"1\",\"on\":\"2026-03-01T09:00:00Z\"}";

  @TempDir Path temp;
  private final Shell shell = new Shell(Map.of());

  private Result run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--data", temp.resolve("data").toString()));
    Result result = shell.run(all.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text).toString();
  }

  private List<String> reps() {
    return run("report", "--scope", "rep", "--period", "all", "--format", "csv")
        .out()
        .lines()
        .skip(1)
        .map(line -> line.split(",", 6))
        .map(cells -> cells[1] + " " + cells[4])
        .toList();
  }

  @Test
  void dealsWaitForTheirCompaniesAndMoveWithThem() throws IOException {
    Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());
    Settings settings =
        new SettingsReader(Map.of())
            .read(Map.of(), Map.of("data.dir", temp.resolve("data").toString()));
    Purpose purpose = new Purpose("run", Duration.ofMillis(100));
    try (OwnSession live = host.own(settings, purpose, Clock.systemUTC())) {
      live.assemble();
      dealsWait();
    }

    // Another process, from what the first one left.
    run("alias", "remove", "customer", "77", "--namespace", "crm-eu", "--by", "Bob");
    assertThat(reps()).containsExactly("R-1 1");
    assertThat(run("alias", "show", "77").out()).doesNotContain("C-1");
  }

  private void dealsWait() throws IOException {
    Files.createDirectories(temp.resolve("crm"));
    file("crm/mapping.yaml", MAPPING);
    run(
        "replay",
        "--source",
        temp.resolve("crm").toString(),
        "--as",
        "crm-eu",
        file("changes.ndjson", CHANGES));
    assertThat(reps()).isEmpty();
    assertThat(run("alias", "unresolved", "--format", "csv").out().lines())
        .satisfiesExactlyInAnyOrder(
            header ->
                assertThat(header)
                    .isEqualTo("objects,source,type,rule,waits_for,since,examples,cure"),
            alias ->
                assertThat(alias)
                    .startsWith("1,crm-eu,deal,won,customer|crm-eu|77,")
                    .contains(
                        "`willingly alias set customer '77' OUR-ID --namespace crm-eu --by YOU`"),
            property ->
                assertThat(property)
                    .startsWith("1,crm-eu,deal,won,won.customerId,")
                    .contains("'company' is missing; send what tells it of deal D-2"));

    assertThat(run("pending").out())
        .contains("1 deal of crm-eu wait for customer|crm-eu|77, the oldest since ")
        .doesNotContain("nothing waits");
    assertThat(run("ledger").err())
        .contains("besides, of crm-eu: 6 parts of 2 objects, 2 of which wait; the last arrived ");
    Result past = run("pending", "--as-known-on", "2026-03-01");
    assertThat(past.out()).contains("nothing waits").doesNotContain("crm-eu");
    assertThat(past.err()).contains("which objects waited to be put together is not kept by day");

    Result set =
        run("alias", "set", "customer", "77", "C-1", "--namespace", "crm-eu", "--by", "Ann");
    assertThat(set.err()).contains("no object waits for customer|crm-eu|77 any more");
    assertThat(reps()).containsExactly("ada@sample.example 1");

    run(
        "alias",
        "import",
        file(
            "aliases.csv",
            """
            kind,namespace,id,to,at
            rep,email,ada@sample.example,R-1,2026-03-01T09:00:00Z
            customer,crm-eu,78,C-8,2026-03-01T10:00:00Z
            """));
    assertThat(reps()).containsExactly("R-1 1");
    assertThat(run("alias", "show", "--format", "csv").out().lines())
        .satisfiesExactly(
            header ->
                assertThat(header).isEqualTo("kind,namespace,id,to,same_as,set_by,since,hides"),
            set77 -> assertThat(set77).matches("customer,crm-eu,77,C-1,,Ann,20[^,]+Z,"),
            imported ->
                assertThat(imported)
                    .isEqualTo("customer,crm-eu,78,C-8,,aliases.csv,2026-03-01T10:00:00Z,"),
            rep ->
                assertThat(rep)
                    .isEqualTo(
                        "rep,email,ada@sample.example,R-1,,aliases.csv,2026-03-01T09:00:00Z,"));

    String moved =
        "{\"deal\":\"D-2\",\"name\":\"company\",\"value\":\"78\",\"at\":\"2026-03-05T09:00:00Z\"}\n";
    run(
        "replay",
        "--source",
        temp.resolve("crm").toString(),
        "--as",
        "crm-eu",
        file("more.ndjson", moved));
    assertThat(reps()).containsExactly("R-1 2");
    assertThat(run("alias", "unresolved", "--format", "csv").out().lines()).hasSize(1);
    aSourceIsHiddenByAPerson();
  }

  @Test
  void aRowThatIsNoAliasIsAFailureThatSaysWhy() throws IOException {
    String aliases =
        file("aliases.csv", "kind,namespace,id,to\ncustmer,crm,1,C-1\ncustomer,crm,2,C-2\n");
    String data = temp.resolve("data").toString();

    Result imported = shell.run("alias", "import", "--data", data, aliases);

    assertThat(imported.code()).isEqualTo(1);
    assertThat(imported.err())
        .contains(
            "rejected aliases.csv row 1 (line 2): alias kind from 'kind': an alias is of a customer, rep or"
                + " deal, not of 'custmer'");
    assertThat(run("alias", "show", "--format", "csv").out().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("customer,crm,2,C-2,");
  }

  private void aSourceIsHiddenByAPerson() throws IOException {
    String crm = temp.resolve("crm").toString();
    String users =
        "{\"user\":\"%s\",\"email\":\"ada@sample.example\",\"at\":\"2026-0%d-01T00:00:00Z\"}\n";
    String told = users.formatted("R-3", 5) + users.formatted("R-2", 4);
    run("replay", "--source", crm, "--as", "crm-eu", file("users.ndjson", told));
    assertThat(reps()).containsExactly("R-1 2");
    assertThat(run("alias", "show", "ada@sample.example", "--format", "csv").out().lines().skip(1))
        .containsExactly(
            "rep,email,ada@sample.example,R-1,,aliases.csv,2026-03-01T09:00:00Z,"
                + "\"R-3 of crm-eu, since 2026-05-01T00:00:00Z\"");

    run("alias", "remove", "rep", "ada@sample.example", "--namespace", "email", "--by", "Bob");
    assertThat(reps()).containsExactly("R-3 2");
    run("alias", "set", "rep", "ada@sample.example", "R-1", "--namespace", "email", "--by", "Ann");
    assertThat(reps()).containsExactly("R-1 2");
  }

  @Test
  void aLivePipelineThatIsNeverDoneIsNotWaitedFor() throws IOException {
    Host host = new Host(shell.console(), Map.of(), Clock.systemUTC());
    Settings settings =
        new SettingsReader(Map.of())
            .read(Map.of(), Map.of("data.dir", temp.resolve("data").toString()));
    Path shop = Files.createDirectories(temp.resolve("shop"));
    file("shop/mapping.yaml", SHOP);
    String post = file("post.json", WON);
    try (OwnSession live =
        host.own(settings, new Purpose("run", Duration.ofMillis(100)), Clock.systemUTC())) {
      Map<String, Object> client =
          new HashMap<>(settings.kafka().clientOf(live.bootstrapServers()));
      client.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "never-done");
      try (KafkaProducer<byte[], byte[]> other =
          new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
        other.initTransactions();
        other.beginTransaction();
        // What is sent goes to another topic, so that it can be read.
        other.send(new ProducerRecord<>(Topics.CALL_EVENTS.name(), new byte[] {1}));
        other.flush();

        assertThat(run("send", "--source", shop.toString(), post).out()).contains("counted");
        String[] set = {
          "alias",
          "set",
          "customer",
          "77",
          "C-1",
          "--namespace",
          "shop",
          "--by",
          "Ann",
          "--timeout",
          "1s"
        };
        assertThat(run(set).err()).contains("applied as soon as what came before it is read");

        // It fails when the broker has ended it meanwhile, for nobody did.
        other.commitTransaction();
      }
    }
  }
}

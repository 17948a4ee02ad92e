package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.live.Feed;
import io.willingly.streams.mapping.PastedFiles;
import io.willingly.streams.mapping.PastedFiles.Pasted;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsDryRuns;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestReads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a data engineer does before and after a mistake, over a broker. */
class SourcesIT {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);
  private static final int TODAY = (int) LocalDate.parse("2026-03-01").toEpochDay();
  private static final Map<String, Viewer> TOKENS =
      Map.of(
          "owner", Viewer.localOwner(),
          "r1", new Viewer("Ann", Set.of(Role.SELF), "r1", Set.of()),
          "engineer", new Viewer("Eve", Set.of(Role.ENGINEER), null, Set.of()));

  private static final String HEADER =
      "event_id,deal_id,kind,occurred_at,customer_id,amount,currency,rep_id,reversal_reason\n";
  private static final String WON = "E-7,D-7,WON,2026-02-20T10:00:00Z,new,1200.50,EUR,r1,\n";
  private static final String REFUNDED =
      "E-8,D-2,REFUNDED,2026-02-01T10:00:00Z,of-D-2,,,r1,CHANGE_OF_MIND\n";

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Stand stand;

  /** A pipeline with the five deals of January, and its page. */
  private record Stand(
      DevBroker broker,
      PipelineRun run,
      Cluster cluster,
      ReadSide reads,
      Contests contests,
      AccessLog log,
      Feed feed,
      Site.Served served)
      implements AutoCloseable {
    static Stand start(Path directory) {
      DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
      PipelineRun run =
          PipelineRun.start(broker.bootstrapServers(), directory.resolve("state"), RULES, CLOCK);
      PipelineRun.send(broker.bootstrapServers(), January.deals());
      PipelineRun.send(broker.bootstrapServers(), List.of(January.team()));
      run.drained();
      Cluster cluster =
          new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), Deliveries.IDS);
      ReadSide reads = TestReads.of(run, RULES, CLOCK);
      Contests contests = new Contests(cluster, CLOCK);
      AccessLog log = new AccessLog(cluster, CLOCK);
      Feed feed = new Feed(cluster, reads, RULES, "company");
      StateStores stores = StateStores.of(run.service().streams(), run.service().partitions());
      Site site =
          new Site(
              reads,
              RULES,
              "company",
              cluster,
              CLOCK,
              "test",
              () -> true,
              () -> 0,
              1,
              token -> Optional.ofNullable(TOKENS.get(token)),
              contests,
              log,
              feed,
              new SiteIT.NoTrials(),
              new StreamsDryRuns(stores, RULES, "company", () -> 0));
      Site.Served served = site.serve("127.0.0.1", 0, List.of());
      return new Stand(broker, run, cluster, reads, contests, log, feed, served);
    }

    @Override
    public void close() {
      served.close();
      feed.close();
      log.close();
      contests.close();
      run.close();
      broker.close();
    }
  }

  @BeforeAll
  static void open(@TempDir Path directory) {
    stand = Stand.start(directory);
  }

  @AfterAll
  static void close() {
    stand.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String token)
      throws Exception {
    request.header("Authorization", "Bearer " + token);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(stand.served().server().address() + "/api/v1" + path));
  }

  private static HttpResponse<String> post(String token, String path, JsonNode body)
      throws Exception {
    return send(to(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())), token);
  }

  private static JsonNode get(String token, String path) throws Exception {
    return Answer.parse(send(to(path), token).body());
  }

  private static ObjectNode deals(String payload) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("mapping", "generic-csv")
        .put("source", "crm")
        .put("file", "deals.csv")
        .put("payload", HEADER + payload);
  }

  private static JsonNode preview(String token, JsonNode body) throws Exception {
    HttpResponse<String> response = post(token, "/mappings/preview", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Answer.parse(response.body());
  }

  private static JsonNode effect(JsonNode answer, String scope, String period, String column) {
    for (JsonNode effect : answer.path("effects")) {
      if (effect.path("scope").asText().equals(scope)
          && effect.path("period").asText().equals(period)
          && effect.path("column").asText().equals(column)) {
        return effect;
      }
    }
    throw new AssertionError("no effect on " + column + " in " + answer.path("effects"));
  }

  private static String won() {
    return stand
        .reads()
        .queries()
        .report(ScopeId.Kind.ORGANISATION, Period.ALL, AsOf.day(TODAY))
        .rows()
        .get(0)
        .value("won");
  }

  @Test
  void tellsWhatAMappingReads() throws Exception {
    JsonNode mappings = get("engineer", "/mappings").path("rows");

    assertThat(mappings.findValuesAsText("name")).contains("generic-csv", "generic-ndjson");
    JsonNode csv = mappings.path(MappingLoader.shipped().indexOf("generic-csv"));
    assertThat(csv.path("name").asText()).isEqualTo("generic-csv");
    assertThat(csv.at("/inputs/0/example").asText()).isEqualTo("deals.csv");
    assertThat(csv.at("/inputs/0/format").asText()).isEqualTo("csv");
    assertThat(csv.at("/inputs/0/columns").toString()).contains("deal_id");
    assertThat(send(to("/mappings"), "r1").statusCode()).isEqualTo(403);
  }

  @Test
  void showsFieldsWithWhereTheyAreFromAndWhatWouldChange() throws Exception {
    String before = won();

    JsonNode answer = preview("owner", deals(WON + REFUNDED));

    JsonNode row = answer.at("/rows/0");
    JsonNode event = row.at("/events/0");
    assertThat(row.path("position").asText()).isEqualTo("deals.csv row 1 (line 2)");
    assertThat(row.path("outcome").asText()).isEqualTo("mapped");
    assertThat(event.path("topic").asText()).isEqualTo("deal-events");
    assertThat(event.path("key").asText()).isEqualTo("new");
    assertThat(event.path("outcome").asText()).isEqualTo("counted");
    assertThat(event.path("fields").toString())
        .contains("{\"name\":\"amount.minor\",\"value\":120050,\"from\":\"'amount'\"}")
        .contains("{\"name\":\"revision\",\"value\":1772357400000,\"from\":\"time of the file\"}");
    for (String scope : List.of("organisation", "team", "rep")) {
      assertThat(effect(answer, scope, "rolling-90d", "won").path("before").asInt()).isEqualTo(5);
      assertThat(effect(answer, scope, "rolling-90d", "won").path("after").asInt()).isEqualTo(6);
      assertThat(effect(answer, scope, "2026-01", "remorse_30").path("after").asInt()).isEqualTo(1);
    }
    assertThat(effect(answer, "organisation", "all", "remorse_rate_30").path("after").toString())
        .isEqualTo("0.166667");
    assertThat(answer.path("hidden")).isEmpty();
    assertThat(won()).isEqualTo(before);
    assertThat(get("owner", "/access-log").path("rows").findValuesAsText("route"))
        .contains("/mappings/preview");
  }

  @Test
  void anEngineerSeesTheCompanysNumbersOnly() throws Exception {
    JsonNode answer = preview("engineer", deals(WON));

    assertThat(answer.path("effects").findValuesAsText("scope")).containsOnly("organisation");
    assertThat(answer.path("hidden").toString()).isEqualTo("{\"rep\":1,\"team\":1}");
    assertThat(post("r1", "/mappings/preview", deals(WON)).statusCode()).isEqualTo(403);
  }

  /** Sends rows of deals as `replay` does. */
  private static void deliver(Mapping mapping, String source, String rows) {
    PastedFiles files = new PastedFiles(List.of(new Pasted("deals.csv", HEADER + rows)));
    RowRecords records = new RowRecords(new TopicValues(Deliveries.IDS), mapping);
    try (EventProducer producer =
        new EventProducer(stand.cluster().clientSettings(), Deliveries.IDS)) {
      for (RowOutcome row : files.map(mapping, source, 1)) {
        for (InputRecord record : records.of(row, source).records()) {
          producer.send(record, new Delivery(CLOCK.millis(), 0));
        }
      }
      producer.flush();
    }
    stand.run().drained();
  }

  @Test
  void whatIsKnownAlreadyWouldChangeNothing() throws Exception {
    String lost = "E-9,D-9,LOST,2026-02-20T10:00:00Z,lost,,,r1,\n";
    deliver(
        new MappingLoader(ZoneOffset.UTC).parse("crm", MappingLoader.text("generic-csv")),
        "crm",
        lost);

    JsonNode answer = preview("owner", deals(lost));

    assertThat(answer.at("/rows/0/events/0/outcome").asText()).isEqualTo("duplicate");
    assertThat(answer.path("effects")).isEmpty();
    assertThat(preview("owner", deals(lost.replace("-9", "-99"))).path("effects")).isNotEmpty();
  }

  @Test
  void saysOfEachRowWhatIsWrong() throws Exception {
    JsonNode answer =
        preview(
            "owner",
            deals(
                """
                E-1,D-1,WON,yesterday,c,,,r1,
                E-2,D-2,WON,2027-01-01,c,,,r1,
                E-3,D-3,REFUNDED,2026-01-01,c,,,r1,POLICY
                """));

    assertThat(answer.at("/rows/0/outcome").asText()).isEqualTo("rejected");
    assertThat(answer.at("/rows/0/field").asText()).isEqualTo("deal.occurredAt");
    assertThat(answer.at("/rows/0/line").asInt()).isEqualTo(2);
    assertThat(answer.at("/rows/1/events/0/reason").asText()).isEqualTo("FUTURE");
    assertThat(answer.at("/rows/2/events/0/outcome").asText()).isEqualTo("pending");
    assertThat(answer.path("summary").toString())
        .isEqualTo("{\"rows\":3,\"events\":2,\"mapped\":2,\"rejected\":1,\"ignored\":0}");
  }

  @Test
  void takesFilesThatOnlyMakeSenseTogether() throws Exception {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(
        "mapping_text",
        """
        version: 1
        inputs:
          deals: {columns: [id, who]}
          people: {columns: [who, name]}
        views:
          joined: select d.id, p.name, d._row, d._file, d._sha256 from deals d join people p using (who)
        events:
          - name: won
            from: joined
            family: deal
            fields:
              kind: WON
              dealId: {from: id}
              customerId: {from: name}
              occurredAt: "2026-02-01"
        """);
    body.withArray("files").addObject().put("name", "a.csv").put("payload", "id,who\nX-1,7\n");
    body.withArray("files").addObject().put("name", "b.csv").put("payload", "who,name\n7,Ann\n");

    JsonNode row = preview("owner", body).at("/rows/0");

    assertThat(row.path("position").asText()).isEqualTo("a.csv row 1");
    assertThat(row.at("/events/0/key").asText()).isEqualTo("Ann");
    assertThat(row.at("/events/0/fields").toString())
        .contains("\"value\":\"Ann\",\"from\":\"'name'\"");
  }

  @Test
  void takesOnesOwnMappingAndSaysWhatIsWrongWithIt() throws Exception {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.put("payload", "{\"id\":\"X-1\"}");
    own.put(
        "mapping_text",
        """
        version: 1
        inputs:
          rows: {format: ndjson}
        events:
          - name: won
            family: deal
            fields:
              eventId: {from: id}
              kind: WON
              dealId: {from: id}
              customerId: {from: id}
              occurredAt: "2026-02-01"
        """);

    assertThat(preview("owner", own).at("/rows/0/events/0/key").asText()).isEqualTo("X-1");

    for (JsonNode wrong :
        List.of(
            own.deepCopy().put("mapping_text", "version: 1\ninput: none"),
            own.deepCopy().put("mapping_text", "").put("mapping", "../secret"),
            own.deepCopy().put("file", "../rows.ndjson"),
            own.deepCopy().put("payload", "x".repeat(PastedFiles.MOST_BYTES + 1)),
            own.deepCopy().put("payload", "{}\n".repeat(PastedFiles.MOST_ROWS + 1)),
            own.deepCopy().put("payload", ""))) {
      HttpResponse<String> response = post("owner", "/mappings/preview", wrong);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
      assertThat(Answer.parse(response.body()).path("detail").asText())
          .isNotBlank()
          .doesNotContain("willingly-pasted");
    }
  }

  private static JsonNode replay(JsonNode body) throws Exception {
    HttpResponse<String> response = post("engineer", "/rejected/replay", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    stand.run().drained();
    return Answer.parse(response.body());
  }

  private static ObjectNode places(String... places) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    List.of(places).forEach(body.putArray("places")::add);
    return body;
  }

  /** Where the record of an event lies that was rejected. */
  private static String place(String source, String event) throws Exception {
    return row(source, event).path("place").asText();
  }

  private static JsonNode row(String source, String event) throws Exception {
    for (JsonNode row : get("engineer", "/rejected?source=" + source).path("rows")) {
      if (row.path("event").asText().equals(event)) {
        return row;
      }
    }
    throw new AssertionError("not rejected: " + event);
  }

  /** What became of a source's records of a replay. */
  private static Map<String, Integer> outcomes(JsonNode answer, String source) throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (JsonNode row :
        get("engineer", "/ledger?run=" + answer.path("run").asLong()).path("rows")) {
      if (row.path("source").asText().equals(source)) {
        outcomes.put(row.path("outcome").asText(), row.path("records").asInt());
      }
    }
    return outcomes;
  }

  private static Fact sold(String source, String id, String occurred, String arrival) {
    Fact like = January.lateDeal("2026-02-01");
    Content.Deal deal = (Content.Deal) like.content();
    return new Fact(
        new FactId(Family.DEAL, source, id),
        new Version(1, 1),
        false,
        Instant.parse(occurred + "T12:00:00Z").getEpochSecond() * 1_000_000,
        "of-" + id,
        new Delivery(Instant.parse(arrival + "T12:00:00Z").toEpochMilli(), 0),
        new Content.Deal(
            DealKind.LOST,
            id,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            deal.repId(),
            null,
            null,
            null,
            List.of()));
  }

  @Test
  void whatCameTooEarlyIsSentAgainAndCountedOnce() throws Exception {
    Fact early = sold("early", "F-1", "2026-02-20", "2026-02-10");
    PipelineRun.send(stand.broker().bootstrapServers(), List.of(early));
    stand.run().drained();
    String place = place("early", "F-1");
    assertThat(row("early", "F-1").path("resent_at").isNull()).isTrue();

    JsonNode first = replay(places(place));
    JsonNode second = replay(places(place));

    assertThat(first.path("sent").asInt()).isEqualTo(1);
    assertThat(first.at("/rows/0/event").asText()).isEqualTo("F-1");
    assertThat(row("early", "F-1").path("resent_at").asText()).isEqualTo("2026-03-01T09:30:00Z");
    assertThat(row("early", "F-1").path("resent_by").asText()).isEqualTo("Eve");
    assertThat(get("engineer", "/rejected?source=early").path("rows")).hasSize(1);
    assertThat(outcomes(first, "early")).isEqualTo(Map.of("counted", 1, "duplicate", 1));
    assertThat(second.path("sent").asInt()).isEqualTo(1);
    assertThat(get("owner", "/access-log").path("rows").findValuesAsText("route"))
        .contains("/rejected/replay");
    assertThat(post("r1", "/rejected/replay", places(place)).statusCode()).isEqualTo(403);
  }

  @Test
  void aRecordIsShownInItsOwnFieldsOrWithWhyItCannotBe() throws Exception {
    PipelineRun.send(
        stand.broker().bootstrapServers(),
        List.of(sold("shown", "S-1", "1999-01-01", "2026-02-10")));
    write(Topics.DEAL_EVENTS.name(), new byte[] {0, 0, 0, 0, 77, 1, -1});
    write(Topics.DEAL_EVENTS.name(), "not avro".getBytes(StandardCharsets.UTF_8));
    stand.run().drained();

    JsonNode shown = row("shown", "S-1");
    JsonNode payload = Answer.parse(shown.path("payload").asText());
    assertThat(payload.path("dealId").asText()).isEqualTo("S-1");
    assertThat(payload.path("kind").asText()).isEqualTo("LOST");
    assertThat(payload.path("occurredAt").asText()).isEqualTo("1999-01-01T12:00:00Z");
    assertThat(shown.path("payload_note").isNull()).isTrue();
    assertThat(get("engineer", "/rejected?reason=UNKNOWN_SCHEMA").path("rows"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("payload").asText()).isEqualTo("00 00 00 00 4d 01 ff");
              assertThat(row.path("payload_note").asText())
                  .isEqualTo(
                      "it cannot be read as an Avro record: the registry has no schema with id 77");
            });
    assertThat(get("engineer", "/rejected?reason=UNDECODABLE").path("rows"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("payload").asText()).isEqualTo("not avro");
              assertThat(row.path("payload_note").asText()).contains("does not begin with 0x00");
            });
  }

  @Test
  void aRecordThatCannotBeReadHidesNoOther() throws Exception {
    get("owner", "/deals/D-1");
    PipelineRun.await(() -> !stand.log().latest(1, any -> true).entries().isEmpty());

    write(Topics.REJECTED_EVENTS.name(), "not avro".getBytes(StandardCharsets.UTF_8));
    write(Topics.ACCESS_LOG.name(), "not avro".getBytes(StandardCharsets.UTF_8));

    assertThat(get("engineer", "/rejected").path("unreadable").asInt()).isEqualTo(1);
    assertThat(get("owner", "/access-log").path("unreadable").asInt()).isEqualTo(1);
    assertThat(get("owner", "/access-log").path("rows")).isNotEmpty();
  }

  private static void write(String topic, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        PipelineRun.producer(stand.broker().bootstrapServers())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic, null, CLOCK.millis(), "k".getBytes(StandardCharsets.UTF_8), value))
          .get();
    }
  }

  @Test
  void whatWouldBeRejectedAgainIsNotSentAndSaysWhy() throws Exception {
    PipelineRun.send(
        stand.broker().bootstrapServers(),
        List.of(
            sold("old", "P-1", "1999-01-01", "2026-02-10"),
            sold("old", "P-2", "2026-01-01", "2026-02-10"),
            otherThan(sold("old", "P-2", "2026-01-01", "2026-02-10"))));
    stand.run().drained();
    int before = get("engineer", "/rejected?source=old").path("rows").size();

    JsonNode answer = replay(places(place("old", "P-1"), place("old", "P-2"), "nowhere-0@7"));

    assertThat(answer.path("sent").asInt()).isZero();
    assertThat(answer.path("rows").findValuesAsText("message"))
        .anyMatch(message -> message.startsWith("it would be rejected again (RANGE)"))
        .anyMatch(message -> message.contains("raise the revision at the source"))
        .anyMatch(message -> message.startsWith("no record of this place"));
    assertThat(get("engineer", "/rejected?source=old").path("rows")).hasSize(before);
    assertThat(post("engineer", "/rejected/replay", places()).statusCode()).isEqualTo(400);
  }

  private static Fact otherThan(Fact fact) {
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        fact.occurredAt() + 1,
        fact.customerId(),
        fact.delivery(),
        fact.content());
  }

  @Test
  void aRowIsSentAgainThroughTheMappingAsItIsByNow() throws Exception {
    String strict =
        MappingLoader.text("generic-csv")
            .replace("kind: {from: kind}", "kind: {from: kind, map: {WON: WON}}");
    Mapping old = new MappingLoader(ZoneOffset.UTC).parse("strict", strict);
    String rows =
        "M-1,D-M1,LOST,2026-02-20T10:00:00Z,m1,,,r1,\n"
            + "M-2,D-M2,LOST,never,m2,,,r1,\n"
            + "M-3,D-M3,LOST,"
            + "x".repeat(40_000)
            + ",m3,,,r1,\n";
    deliver(old, "rows", rows);
    List<String> places =
        get("engineer", "/rejected?source=rows").path("rows").findValuesAsText("place");
    ObjectNode body = places(places.toArray(String[]::new));

    JsonNode without = replay(body);
    JsonNode with = replay(body.deepCopy().put("mapping", "generic-csv"));

    assertThat(places).hasSize(3);
    List<Rejected> light =
        new RejectedLog(stand.cluster())
            .latest(10, 100, each -> "rows".equals(each.event().getSource()))
            .rows();
    assertThat(light)
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.event().getOriginalValue()).isNull())
        .allSatisfy(
            each ->
                assertThat(Objects.requireNonNull(each.payload()).text().length())
                    .isBetween(1, 100));
    List<Integer> sizes = new ArrayList<>();
    new RejectedLog(stand.cluster())
        .whole(light, each -> sizes.add(each.event().getOriginalValue().remaining()));
    assertThat(sizes).hasSize(3).anyMatch(size -> size > 32_000);
    assertThat(without.path("sent").asInt()).isZero();
    assertThat(without.at("/rows/0/message").asText()).contains("name the mapping");
    assertThat(with.path("sent").asInt()).isEqualTo(1);
    assertThat(outcomes(with, "rows")).isEqualTo(Map.of("counted", 1));
    assertThat(with.path("rows").findValuesAsText("message"))
        .anyMatch(message -> message.equals("mapped by generic-csv, version 2"))
        .anyMatch(message -> message.contains("'never' is not a time"))
        .anyMatch(message -> message.startsWith("only its first 32 KiB were kept"));
  }
}

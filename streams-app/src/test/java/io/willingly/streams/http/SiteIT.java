package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.live.Feed;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.DriverReads;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TopologyRunner;
import io.willingly.streams.trial.NamedContent;
import io.willingly.streams.trial.TrialRun;
import io.willingly.streams.trial.Trials;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over real HTTP, on the counted facts of {@link January}. */
@SuppressWarnings("NullAway.Init") // set before each test
class SiteIT {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);
  private static final int TODAY = (int) LocalDate.parse("2026-03-01").toEpochDay();
  private static final Map<String, Viewer> TOKENS =
      Map.of(
          "owner", Viewer.localOwner(),
          "r1", new Viewer("Ann", Set.of(Role.SELF), "r1", Set.of()),
          "r2", new Viewer("Bob", Set.of(Role.SELF), "r2", Set.of()),
          "engineer", new Viewer("Eve", Set.of(Role.ENGINEER), null, Set.of()));

  private static DevBroker broker;
  private static Contests contests;
  private static AccessLog log;
  private static Cluster cluster;

  private final Map<String, Viewer> tokens = new ConcurrentHashMap<>(TOKENS);
  private final HttpClient client = HttpClient.newHttpClient();
  private DriverReads reads;
  private Site.Served served;

  @BeforeAll
  static void open(@TempDir Path directory) {
    broker = DevBroker.start(directory, DevBroker.ANY_PORT);
    PipelineRun.createTopics(broker.bootstrapServers());
    cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), new Registry());
    contests = new Contests(cluster, CLOCK);
    log = new AccessLog(cluster, CLOCK);
  }

  @AfterAll
  static void close() {
    contests.close();
    log.close();
    broker.close();
  }

  @BeforeEach
  void serve() {
    reads = new DriverReads(RULES, CLOCK);
    January.deals().forEach(reads::arrives);
    reads.arrives(January.refund());
    reads.arrives(January.team());
    Site site =
        new Site(
            reads,
            RULES,
            "company",
            cluster,
            CLOCK,
            "test",
            () -> true,
            () -> reads.queries().ledger().delivered(),
            1,
            token -> Optional.ofNullable(tokens.get(token)),
            contests,
            log,
            new Feed(cluster, reads, RULES, "company"),
            new NoTrials(),
            TopologyRunner.dryRuns(reads.driver(), RULES));
    served = site.serve("127.0.0.1", 0, List.of());
  }

  @AfterEach
  void stop() {
    served.close();
    reads.close();
  }

  /** Counts the versions of one subject. */
  private static final class Registry implements SchemaIds {
    @Override
    public int idFor(String subject, Schema schema) {
      return Deliveries.IDS.idFor(subject, schema);
    }

    @Override
    public OptionalInt version(String subject, Schema schema) {
      return subject.equals("deal-events-value") ? OptionalInt.of(4) : OptionalInt.empty();
    }

    @Override
    public Lookup schemaById(int id) {
      return Deliveries.IDS.schemaById(id);
    }
  }

  static final class NoTrials implements Trials {
    @Override
    public TrialRun open(List<? extends NamedContent> files) {
      throw new IllegalStateException("another trial is counting");
    }

    @Override
    public Optional<TrialRun> find(String id) {
      return Optional.empty();
    }

    @Override
    public void close() {
      // There is none.
    }
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(served.server().address() + path)), headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> as(String token, String path)
      throws IOException, InterruptedException {
    return get("/api/v1" + path, "Authorization", "Bearer " + token);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Answer.parse(response.body());
  }

  /** What measures requests must see no id, or each customer would have series of his own. */
  @Test
  void whoMeasuresIsToldTheTemplateOfARoute() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    served
        .server()
        .onAnswer((method, route, status, took) -> told.add(method + " " + route + " " + status));

    as("owner", "/deals/D-1");
    as("r1", "/ledger");
    get("/api/v1/deals/D-1");
    get("/api/v1/nothing/D-1");
    get("/");
    get("/readyz");

    // A request is told of after it was answered.
    PipelineRun.await(() -> told.size() == 6);
    assertThat(told)
        .containsExactlyInAnyOrder(
            "GET /api/v1/deals/{deal} 200",
            "GET /api/v1/ledger 403",
            "GET /api/v1/deals/{deal} 401",
            "GET null 404",
            "GET null 200",
            "GET /readyz 200");
  }

  @Test
  void answersWhatTheCommandLinePrints() throws Exception {
    HttpResponse<String> response = as("owner", "/report?scope=rep&period=2026-01");

    JsonNode printed =
        Answer.parse(
            ReportText.of(
                reads.queries().report(ScopeId.Kind.REP, Period.parse("2026-01"), AsOf.day(TODAY)),
                Format.JSON));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("rows")).isEqualTo(printed.path("rows"));
    assertThat(json(response).path("as_of").asText()).isEqualTo("2026-03-01");
    assertThat(response.headers().firstValue("Willingly-As-Of")).contains("2026-03-01");
    assertThat(json(response).path("definition_version").asInt()).isEqualTo(RULES.version());
  }

  @Test
  void answersAsItLookedOnADay() throws Exception {
    String of = "/report?scope=organisation&period=2026-01";

    JsonNode now = json(as("owner", of)).path("rows").path(0);
    JsonNode then = json(as("owner", of + "&asKnownOn=2026-02-10")).path("rows").path(0);

    assertThat(now.path("remorse_30").asInt()).isEqualTo(1);
    assertThat(then.path("remorse_30").asInt()).isZero();
    assertThat(then.path("won").asInt()).isEqualTo(5);
  }

  @Test
  void tellsWhenNothingChanged() throws Exception {
    String tag = as("owner", "/save-list").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again =
        get("/api/v1/save-list", "Authorization", "Bearer owner", "If-None-Match", tag);
    reads.arrives(January.refundWithdrawn("2026-03-01"));
    HttpResponse<String> other = as("owner", "/deals/D-1");

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(other.body()).contains("withdrawn");
  }

  @Test
  void givesTablesAsCsv() throws Exception {
    HttpResponse<String> csv =
        get(
            "/api/v1/explain?scope=rep&id=r1&metric=remorse&period=2026-01",
            "Authorization",
            "Bearer owner",
            "Accept",
            "text/csv");

    assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    assertThat(csv.body().lines()).hasSize(6);
    assertThat(csv.body()).startsWith("deal,customer,rep,").contains("TOOK_IT_BACK");
    assertThat(as("owner", "/sources?format=csv").body())
        .startsWith("source,rate_per_minute,last_arrival,lag_seconds,counted,")
        .contains("\ncrm,");
    assertThat(as("owner", "/access-log?format=csv").body()).startsWith("at,who,roles,route,");
  }

  @Test
  void saysOfWhichDealsCsvIs() throws Exception {
    String some = "/summary?scope=rep&id=r1&period=2026-01&recurrence=unknown&product=";
    HttpResponse<String> all = as("owner", "/summary?scope=rep&id=r1&period=2026-01&format=csv");
    HttpResponse<String> unknown = as("owner", "/report?scope=rep&recurrence=unknown&format=csv");

    assertThat(all.body()).startsWith("scope,id,role,period,won,").contains("rep,r1,PRIMARY,");
    assertThat(unknown.body())
        .startsWith("scope,id,role,period,product_line,recurrence,won,")
        .contains("\nrep,r1,PRIMARY,all,,unknown,5,");
    assertThat(json(as("owner", some)).at("/rows/0/won").asInt()).isEqualTo(5);
    assertThat(json(as("owner", some)).path("recurrence").asText()).isEqualTo("unknown");
  }

  @Test
  void refusesCsvOfWhatIsNoTable() throws Exception {
    for (String path : List.of("/deals/D-1", "/status", "/feed")) {
      HttpResponse<String> csv = as("owner", path + "?format=csv");

      assertThat(csv.statusCode()).as(path).isEqualTo(406);
      assertThat(csv.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(json(csv).path("detail").asText()).contains("Accept: application/json");
    }
  }

  @Test
  void saysOfEachNumberHowItIsMade() throws Exception {
    JsonNode columns = json(as("engineer", "/columns?limit=1000")).path("rows");

    assertThat(columns).hasSize(Columns.of(RULES).all().size());
    assertThat(columns)
        .filteredOn(column -> column.path("name").asText().equals("happy_to_pay_rate"))
        .singleElement()
        .satisfies(
            column -> {
              assertThat(column.path("formula").asText()).startsWith("(won - remorse_30) / won");
              assertThat(column.path("window").asText()).contains("90 days");
            });
  }

  @Test
  void tellsSchemasApartByVersionWhereSomebodyCounts() throws Exception {
    JsonNode schemas = json(as("engineer", "/schemas")).path("rows");

    assertThat(schemas)
        .filteredOn(schema -> schema.path("subject").asText().equals("deal-events-value"))
        .singleElement()
        .satisfies(schema -> assertThat(schema.path("version").asInt()).isEqualTo(4));
    assertThat(schemas.path(1).path("version").isNull()).isTrue();
    assertThat(schemas)
        .allSatisfy(schema -> assertThat(schema.path("fingerprint").asText()).hasSize(16));
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() throws Exception {
    Map<String, Integer> wrong =
        new TreeMap<>(
            Map.of(
                "/report?scope=planet", 400,
                "/report?scope=rep&period=yesterday", 400,
                "/report?asKnownOn=2027-01-01", 400,
                "/explain?scope=rep", 400,
                "/curve?scope=rep&id=nobody", 404,
                "/deals/none", 404,
                "/nothing", 404,
                "/report?format=xml", 400,
                "/compare?scope=organisation", 400));
    wrong.put("/live", 400);
    wrong.put("/live?watch=/status" + "&watch=/status".repeat(32), 400);
    for (Map.Entry<String, Integer> each : wrong.entrySet()) {
      HttpResponse<String> response = as("owner", each.getKey());
      assertThat(response.statusCode()).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(response.headers().firstValue("Content-Type"))
          .as(each.getKey())
          .contains("application/problem+json");
      assertThat(json(response).path("detail").asText()).as(each.getKey()).isNotBlank();
      assertThat(json(response).path("status").asInt()).isEqualTo(each.getValue());
    }
  }

  @Test
  void refusesWhatItDoesNotKnowRatherThanAnswerSomethingElse() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "/report?scope=rep&periode=2026-01", "periode",
            "/ledger?asKnownOn=2026-02-01", "tells of now",
            "/ledger?sort=record", "rows have no 'record'; they have ",
            "/report?sort=-wonn", "win_lose, win_win, won",
            "/leaderboard?team=nrth", "there is no 'nrth'; known are north",
            "/leaderboard?segment=none", "there is no 'none'",
            "/summary?product=sets", "there is no 'sets'",
            "/series?product=sets", "there is no 'sets'",
            "/report?product=sets", "there is no 'sets'",
            "/compare?product=sets", "there is no 'sets'");
    for (Map.Entry<String, String> each : wrong.entrySet()) {
      HttpResponse<String> response = as("owner", each.getKey());
      assertThat(response.statusCode()).as(each.getKey() + response.body()).isEqualTo(400);
      assertThat(json(response).path("detail").asText()).contains(each.getValue());
    }
    assertThat(as("owner", "/ledger?sort=-records").statusCode()).isEqualTo(200);
    assertThat(as("owner", "/report?sort=won&scope=team").statusCode()).isEqualTo(200);
    assertThat(as("owner", "/leaderboard?team=north&period=2020").statusCode()).isEqualTo(200);
    assertThat(as("r2", "/ledger?asKnownOn=2026-02-01").statusCode()).isEqualTo(403);
    assertThat(as("owner", "/live?watch=/status").statusCode()).isEqualTo(406);
    assertThat(json(as("owner", "/live?watch=/status")).path("detail").asText())
        .contains("Accept: text/event-stream");
  }

  @Test
  void refusesASessionOfWhatIsNoJson() throws Exception {
    assertThat(post("owner", "/session", "token=owner").statusCode()).isEqualTo(400);
    assertThat(post("owner", "/session", "").statusCode()).isEqualTo(401);
    assertThat(post("owner", "/session", "{\"token\":\"owner\"}").statusCode()).isEqualTo(204);
  }

  @Test
  void everyQuestionNeedsAToken() throws Exception {
    for (String path :
        List.of("/status", "/report", "/deals/D-1", "/ledger", "/live?watch=/status")) {
      HttpResponse<String> none = get("/api/v1" + path, "Accept", "text/event-stream");
      HttpResponse<String> wrong = as("guessed", path);
      assertThat(none.statusCode()).as(path).isEqualTo(401);
      assertThat(path.startsWith("/live") ? 401 : wrong.statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void showsNobodyWhatIsNotHis() throws Exception {
    assertThat(as("r1", "/explain?scope=rep&id=r1&metric=remorse").statusCode()).isEqualTo(200);
    assertThat(as("r2", "/explain?scope=rep&id=r1&metric=remorse").statusCode()).isEqualTo(403);
    assertThat(as("r1", "/deals/D-1").statusCode()).isEqualTo(200);
    assertThat(as("r2", "/deals/D-1").statusCode()).isEqualTo(403);
    assertThat(as("r2", "/deals/none").statusCode()).isEqualTo(403);
    assertThat(as("r1", "/save-list?rep=r1").statusCode()).isEqualTo(200);
    assertThat(as("r2", "/save-list?rep=r1").statusCode()).isEqualTo(403);
    assertThat(as("owner", "/save-list?rep=r99").statusCode()).isEqualTo(404);
    assertThat(as("r1", "/ledger").statusCode()).isEqualTo(403);
    assertThat(as("engineer", "/ledger").statusCode()).isEqualTo(200);
    assertThat(as("engineer", "/deals/D-1").statusCode()).isEqualTo(403);
    assertThat(json(as("r2", "/report?scope=rep")).path("rows")).isEmpty();
    assertThat(json(as("r1", "/report?scope=rep")).path("rows")).hasSize(1);
  }

  @Test
  void takesRequestsOnlyUnderItsOwnNameAndFromItsOwnPage() throws Exception {
    HttpRequest.Builder enter =
        HttpRequest.newBuilder(URI.create(served.server().address() + "/api/v1/session"))
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"r1\"}"));

    HttpResponse<String> foreign = send(enter.copy(), "Origin", "https://elsewhere.example");
    HttpResponse<String> own = send(enter.copy());
    String cookie = own.headers().firstValue("Set-Cookie").orElseThrow();
    HttpResponse<String> status =
        get("/api/v1/status", "Cookie", cookie.substring(0, cookie.indexOf(';')));

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(own.statusCode()).isEqualTo(204);
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(json(status).path("viewer").path("name").asText()).isEqualTo("Ann");
  }

  @Test
  void thePageLetsNothingInFromElsewhere() throws Exception {
    HttpResponse<String> ready = get("/readyz");
    HttpResponse<String> live = get("/livez");

    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(live.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  /** The next event of a kind: its id and its data. */
  private static String[] next(Iterator<String> lines, String kind) {
    String id = "";
    String event = "";
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("data:") && event.equals(kind)) {
        return new String[] {id, line.substring(5).strip()};
      }
    }
    throw new AssertionError("the stream ended before " + kind);
  }

  private HttpResponse<Stream<String>> watch(String lastEventId) throws Exception {
    return watch("owner", "/report?period=2026-01", lastEventId);
  }

  private HttpResponse<Stream<String>> watch(String token, String path, String lastEventId)
      throws Exception {
    String watch = URLEncoder.encode(path, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(served.server().address() + "/api/v1/live?watch=" + watch))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", lastEventId)
            .build();
    return client.send(request, BodyHandlers.ofLines());
  }

  @Test
  void aFactMovesTheWatchedNumberAndADropLosesNothing() throws Exception {
    String seen;
    try (Stream<String> stream = watch("").body()) {
      Iterator<String> lines = stream.iterator();
      String[] snapshot = next(lines, "snapshot");
      seen = snapshot[0];
      assertThat(Answer.parse(snapshot[1]).at("/body/rows/company~1PRIMARY/remorse_30").asInt())
          .isEqualTo(1);
    }
    reads.arrives(January.refundWithdrawn("2026-03-01"));
    try (Stream<String> stream = watch(seen).body()) {
      JsonNode missed = Answer.parse(next(stream.iterator(), "delta")[1]);

      assertThat(missed.at("/patch/rows/company~1PRIMARY/remorse_30").asInt()).isZero();
      assertThat(missed.at("/patch/rows/company~1PRIMARY/won").isMissingNode()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStreamEndsWithTheRightsItBeganWith(boolean revoked) throws Exception {
    try (Stream<String> stream = watch("r1", "/report?period=2026-01", "").body()) {
      Iterator<String> lines = stream.iterator();
      next(lines, "snapshot");
      Viewer later = new Viewer("Ann", Set.of(Role.ENGINEER), null, Set.of());
      tokens.compute("r1", (token, viewer) -> revoked ? null : later);

      reads.arrives(January.refundWithdrawn("2026-03-01"));

      while (lines.hasNext()) {
        assertThat(lines.next()).doesNotContain("delta");
      }
    }
  }

  @Test
  void whoWatchesTheSameIsNamedByHisOwnName() throws Exception {
    tokens.put("other", new Viewer("Kim", Set.of(Role.ENGINEER), null, Set.of()));
    try (Stream<String> first = watch("engineer", "/status", "").body();
        Stream<String> second = watch("other", "/status", "").body()) {
      assertThat(next(first.iterator(), "snapshot")[1]).contains("Eve").doesNotContain("Kim");
      assertThat(next(second.iterator(), "snapshot")[1]).contains("Kim").doesNotContain("Eve");
    }
  }

  @Test
  void aLookIsNotedOnceItWasAnswered() throws Exception {
    try (Stream<String> refused = watch("engineer", "/deals/D-4", "").body();
        Stream<String> told = watch("r1", "/deals/D-3", "").body()) {
      next(refused.iterator(), "problem");
      next(told.iterator(), "snapshot");
    }

    JsonNode looks = json(as("owner", "/access-log")).path("rows");

    assertThat(looks.findValuesAsText("who")).contains("Ann").doesNotContain("Eve");
    assertThat(looks.findValuesAsText("deal")).contains("D-3").doesNotContain("D-4");
  }

  private HttpResponse<String> post(String token, String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(served.server().address() + "/api/v1" + path))
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        "Authorization",
        "Bearer " + token);
  }

  @Test
  void aRepContestsAFactAndTheCompanyDecides() throws Exception {
    String fact =
        "{\"deal\":\"D-1\",\"source\":\"crm\",\"event\":\"R-881\",\"reason\":\"a mix-up\"}";

    HttpResponse<String> strangers = post("r2", "/contests", fact);
    HttpResponse<String> opened = post("r1", "/contests", fact);
    String id = json(opened).at("/rows/0/id").asText();
    JsonNode contested = json(as("owner", "/deals/D-1")).findPath("facts");
    JsonNode counted = json(as("r1", "/summary?scope=rep&id=r1"));
    JsonNode board = json(as("owner", "/leaderboard?scope=rep&period=all"));
    JsonNode team = json(as("owner", "/summary?scope=team&id=north&period=all"));
    JsonNode then = json(as("r1", "/summary?scope=rep&id=r1&asKnownOn=2026-02-27"));
    HttpResponse<String> own =
        post("r1", "/contests/" + id + "/decision", "{\"state\":\"UPHELD\"}");
    HttpResponse<String> company =
        post(
            "owner",
            "/contests/" + id + "/decision",
            "{\"state\":\"DISMISSED\",\"note\":\"seen\"}");
    HttpResponse<String> again =
        post("owner", "/contests/" + id + "/decision", "{\"state\":\"UPHELD\"}");

    assertThat(strangers.statusCode()).isEqualTo(403);
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(contested.findValuesAsText("contested")).contains("OPEN");
    assertThat(counted.at("/rows/0/contested").asInt()).isEqualTo(1);
    assertThat(board.at("/rows/0/contested").asInt()).isEqualTo(1);
    assertThat(team.at("/rows/0/contested").asInt()).isEqualTo(1);
    assertThat(then.at("/rows/0/contested").isIntegralNumber()).isTrue();
    assertThat(then.at("/rows/0/contested").asInt()).isZero();
    assertThat(json(opened).path("definition_version").asInt()).isEqualTo(RULES.version());
    assertThat(as("owner", "/summary?scope=rep&id=r1&format=csv").body())
        .contains(",contested\n")
        .endsWith(",0\n");
    assertThat(own.statusCode()).isEqualTo(403);
    assertThat(company.statusCode()).isEqualTo(200);
    assertThat(json(company).at("/rows/0/state").asText()).isEqualTo("DISMISSED");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(post("owner", "/contests/none/decision", "{\"state\":\"UPHELD\"}").statusCode())
        .isEqualTo(404);
    assertThat(post("r1", "/contests/none/decision", "{\"state\":\"UPHELD\"}").statusCode())
        .isEqualTo(403);
    assertThat(json(as("r1", "/contests?deal=D-1")).path("rows")).hasSize(1);
  }

  private static String text(JsonNode row, String name) {
    return row.path(name).asText();
  }

  @Test
  void tellsTheCompanyWhoLookedAtWhom() throws Exception {
    as("r1", "/deals/D-2");
    as("r1", "/summary?scope=rep&id=r1");
    as("r1", "/summary");
    as("r1", "/summary?scope=team&id=north");
    as("owner", "/save-list?rep=r1");
    as("owner", "/contests?rep=r1");
    as("owner", "/columns?scope=planet&id=r1");

    JsonNode looks = json(as("owner", "/access-log")).path("rows");

    assertThat(looks.findValuesAsText("deal")).contains("D-2");
    assertThat(looks.findValuesAsText("route")).contains("/summary").doesNotContain("/access-log");
    assertThat(looks)
        .extracting(
            row -> "%s %s %s".formatted(text(row, "route"), text(row, "scope"), text(row, "id")))
        .contains("/summary team north", "/save-list rep r1", "/contests rep r1")
        .noneMatch(look -> look.contains("organisation") || look.startsWith("/columns"));
    assertThat(json(as("owner", "/access-log?about=north")).path("rows"))
        .isNotEmpty()
        .allMatch(row -> text(row, "id").equals("north"));
    assertThat(json(as("owner", "/access-log?about=D-2")).path("rows"))
        .isNotEmpty()
        .allMatch(row -> text(row, "deal").equals("D-2"));
    assertThat(as("r1", "/access-log").statusCode()).isEqualTo(403);
  }
}

package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.LosableStores;
import io.willingly.streams.testing.PipelineRun;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document says what is served, and every answer is as it says. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ContractIT {
  private static final String FORM =
      """
      --x\r
      Content-Disposition: form-data; name="files"; filename="deals.csv"\r
      Content-Type: text/csv\r
      \r
      id,buyer
      D-1,C-1\r
      --x--\r
      """;

  /** A deal of ann's, another's end of one of hers, and a row of nothing. */
  private static final String PASTED =
      """
      {"mapping": "generic-csv", "source": "crm", "file": "deals.csv", "payload":
      "event_id,deal_id,kind,occurred_at,customer_id,amount,currency,rep_id\\n\
      E-7,D-7,WON,2026-11-20T10:00:00Z,new,1200.50,EUR,ann\\n\
      E-8,B-4,WON,2026-11-19T10:00:00Z,of-B-4,7,EUR,bob\\n\
      ,,,,,,,\\n"}
      """;

  /** Questions whose answers are looked at, by path of the document. */
  private static final Map<String, List<String>> QUESTIONS = questions();

  private static SiteStand stand;
  private static Contract contract;
  private static String contest;

  private static Map<String, List<String>> questions() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("/status", List.of(""));
    all.put(
        "/summary",
        List.of(
            "",
            "?scope=rep&id=ann&period=all&asKnownOn=2026-11-20",
            "?scope=team&id=north&period=2026-Q3&product=suite&recurrence=unknown"));
    all.put("/report", List.of("?scope=rep", "?scope=team&product=suite&period=2026"));
    all.put("/series", List.of("", "?scope=rep&id=ann&by=week&product=suite"));
    all.put("/split", List.of("?scope=team&id=north"));
    all.put("/today", List.of("?asOf=2026-11-10", ""));
    all.put(
        "/leaderboard",
        List.of("?scope=rep&period=all", "?metric=remorse&period=all&product=suite", "?scope=rep"));
    all.put("/compare", List.of("?scope=rep", "?metric=remorse&period=2026-Q3"));
    all.put("/mix", List.of("?scope=rep&id=ann&metric=remorse"));
    all.put("/curve", List.of("", "?scope=rep&id=bob&outcome=referral"));
    all.put("/claims", List.of(""));
    all.put("/integrity", List.of("?scope=rep", ""));
    all.put("/restatements", List.of("", "?period=2026-10&since=2026-11-01"));
    all.put("/reps", List.of(""));
    all.put("/explain", List.of("?metric=remorse", "?scope=rep&id=ann&period=2026-10"));
    all.put("/deals/{deal}", List.of("/deals/D-2026-10-06", "/deals/B-1", "/deals/B-4"));
    all.put("/save-list", List.of("", "?asKnownOn=2026-10-20"));
    all.put("/alarms", List.of("?quarter=2026-Q4"));
    all.put("/feed", List.of(""));
    all.put("/columns", List.of("?limit=1000"));
    all.put("/definitions", List.of(""));
    all.put("/targets", List.of("", "?on=2026-11-22"));
    all.put("/sign-offs", List.of(""));
    all.put("/sources", List.of(""));
    all.put("/ledger", List.of(""));
    all.put("/pending", List.of(""));
    all.put("/pending/objects", List.of(""));
    all.put("/rejected", List.of("", "?source=crm"));
    all.put("/schemas", List.of(""));
    all.put("/mappings", List.of(""));
    all.put("/contests", List.of("", "?deal=B-1&rep=bob"));
    all.put("/access-log", List.of("?last=10", "?about=B-1"));
    all.put("/try/{trial}", List.of("/try/" + OneTrial.ID));
    all.put("/try/{trial}/report", List.of("/try/" + OneTrial.ID + "/report"));
    return all;
  }

  @BeforeAll
  static void serve(@TempDir Path directory) {
    stand = new SiteStand(directory, 1);
    contract = new Contract(stand.get("", "/openapi.json").body());
    contest = contested("WON-1");
    stand.get("owner", "/deals/B-1");
    PipelineRun.await(() -> stand.get("owner", "/access-log").body().contains("B-1"));
  }

  @AfterAll
  static void close() {
    stand.close();
  }

  private static String contested(String event) {
    HttpResponse<String> opened =
        stand.send(
            "POST",
            "company",
            "/contests",
            "{\"deal\":\"B-1\",\"source\":\"crm\",\"event\":\"%s\",\"reason\":\"mixed up\"}"
                .formatted(event));
    return SiteStand.json(opened).at("/rows/0/id").asText();
  }

  private static List<String> asked(String path) {
    return Objects.requireNonNull(QUESTIONS.get(path)).stream()
        .map(query -> query.startsWith("/") ? query : path + query)
        .toList();
  }

  @Test
  void theDocumentListsEveryRouteAndNoOther() {
    assertThat(stand.served().server().routes())
        .containsExactlyInAnyOrderElementsOf(contract.routes());
    assertThat(contract.operations("get"))
        .containsExactlyInAnyOrderElementsOf(with(QUESTIONS.keySet(), "/live", "/openapi.json"));
  }

  private static Set<String> with(Set<String> some, String... others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(List.of(others));
    return all;
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryOperationIsDescribed() {
    for (String ref : contract.document().findValuesAsText("$ref")) {
      assertThat(contract.document().at(ref.substring(1)).isMissingNode()).as(ref).isFalse();
    }
    for (JsonNode path : contract.document().path("paths")) {
      for (JsonNode operation : path) {
        assertThat(operation.path("summary").asText()).as(operation.toString()).isNotBlank();
        assertThat(operation.path("responses").has("default")).isTrue();
      }
    }
    assertThat(contract.document().findValuesAsText("operationId")).doesNotHaveDuplicates();
    assertThat(contract.document().toString()).doesNotContain("\"x-");
  }

  @Test
  void everyAnswerIsAsTheDocumentSays() {
    for (String path : QUESTIONS.keySet()) {
      List<JsonNode> bodies = new ArrayList<>();
      for (String asked : asked(path)) {
        HttpResponse<String> answer = stand.get("owner", asked);
        assertThat(answer.statusCode()).as(asked + answer.body()).isEqualTo(200);
        bodies.add(contract.valid("GET", path, asked, answer));
      }
      assertThat(bodies)
          .as("some answer of " + path + " has rows")
          .anyMatch(body -> !body.has("rows") || !body.path("rows").isEmpty());
    }
  }

  @Test
  void factsAreNamedOnlyToWhoMaySeeTheDealsOfTheScope() {
    List<String> named = causes("company", "/restatements");
    List<String> unnamed = causes("engineer", "/restatements");

    assertThat(named).anyMatch(causes -> causes.contains(" (crm)"));
    assertThat(unnamed)
        .isEqualTo(named.stream().map(causes -> causes.replaceAll(" \\S+ \\(crm\\)", "")).toList());
    assertThat(causes("self", "/restatements")).isEqualTo(unnamed);
    assertThat(causes("self", "/restatements?scope=rep&id=ann"))
        .anyMatch(causes -> causes.contains(" (crm)"));
  }

  private static List<String> causes(String token, String asked) {
    return SiteStand.json(stand.get(token, asked)).path("rows").findValuesAsText("causes");
  }

  @Test
  void aMemberTooManyOrTooFewIsSeen() {
    for (String path : QUESTIONS.keySet()) {
      for (String asked : asked(path)) {
        ObjectNode body = (ObjectNode) SiteStand.json(stand.get("owner", asked));
        Schema schema = contract.schema("GET", path, 200, "application/json");
        differs(schema, body, body, asked);
        if (body.at("/rows/0") instanceof ObjectNode row) {
          differs(schema, body, row, asked + " row");
        }
      }
    }
  }

  private static void differs(Schema schema, ObjectNode body, ObjectNode part, String what) {
    for (Map.Entry<String, JsonNode> member : List.copyOf(part.properties())) {
      part.remove(member.getKey());
      assertThat(schema.validate(body)).as(what + " without " + member.getKey()).isNotEmpty();
      part.set(member.getKey(), member.getValue());
    }
    part.put("undescribed", 1);
    assertThat(schema.validate(body)).as(what + " with another").isNotEmpty();
    part.remove("undescribed");
    assertThat(schema.validate(body)).as(what).isEmpty();
  }

  @Test
  void everyProblemIsAsTheDocumentSays() {
    for (String path : QUESTIONS.keySet()) {
      String asked = asked(path).get(0);
      String more = asked + (asked.contains("?") ? "&" : "?");
      Map<HttpResponse<String>, Integer> answers =
          Map.of(
              stand.get("", asked), 401,
              stand.get("owner", more + "format=xml"), 400);
      answers.forEach(
          (answer, status) -> {
            assertThat(answer.statusCode()).as(asked).isEqualTo(status);
            contract.valid("GET", path, asked, answer);
          });
      boolean csv = contract.hasCsv(path);
      HttpResponse<String> table = stand.get("owner", more + "format=csv");
      assertThat(table.statusCode()).as(more).isEqualTo(csv ? 200 : 406);
      assertThat(table.headers().firstValue("Content-Type").orElse(""))
          .startsWith(csv ? "text/csv" : "application/problem+json");
    }
    contract.valid("GET", "/deals/{deal}", "none", stand.get("owner", "/deals/none"));
    contract.valid("GET", "/ledger", "not allowed", stand.get("self", "/ledger"));
  }

  /** Where one instance of several is silent, and nobody has a copy. */
  @Test
  void whatIsMissingIsToldAsTheDocumentSays() {
    for (String known : List.of("owner", "company")) {
      assertThat(stand.get(known, "/report?scope=rep").body()).doesNotContain("\"missing\"");
    }
    stand.reads().stores().lose(Stores.REP_TALLIES);
    try {
      JsonNode all = report("owner");
      assertThat(all.path("rows")).isEmpty();
      assertThat(all.at("/missing/0/of").asText()).isEqualTo("reps");
      assertThat(all.at("/missing/0/instance").asText()).isEqualTo(LosableStores.SILENT);
      assertThat(all.at("/missing/0/why").asText()).contains("nothing listens there");
      JsonNode some = report("company");
      assertThat(some.at("/missing/0/of").asText()).isEqualTo("reps");
      assertThat(some.at("/missing/0/instance").isNull()).isTrue();
      assertThat(some.toString()).doesNotContain(LosableStores.SILENT, "listens");
      assertThat(SiteStand.json(stand.get("owner", "/summary")).has("missing"))
          .as("of the company nothing is missing")
          .isFalse();

      for (String sum : List.of("/compare?scope=rep", "/integrity?scope=rep", "/claims")) {
        assertThat(refused("owner", sum)).contains(LosableStores.SILENT);
        assertThat(refused("company", sum)).contains("reps").doesNotContain(LosableStores.SILENT);
      }
      assertThat(refused("owner", "/report?scope=rep&format=csv")).contains("ask for JSON");
      assertThat(refused("company", "/report?scope=rep&format=csv"))
          .doesNotContain(LosableStores.SILENT, "listens");
    } finally {
      stand.reads().stores().find(Stores.REP_TALLIES);
    }
    assertThat(report("owner").has("missing")).isFalse();
    assertThat(stand.get("owner", "/compare?scope=rep").statusCode()).isEqualTo(200);
  }

  private static JsonNode report(String token) {
    return contract.valid("GET", "/report", token, stand.get(token, "/report?scope=rep"));
  }

  private static String refused(String token, String asked) {
    HttpResponse<String> answer = stand.get(token, asked);
    assertThat(answer.statusCode()).as(asked).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).as(asked).isPresent();
    String path = asked.replaceAll("\\?.*", "");
    return contract.valid("GET", path, asked, answer).path("detail").asText();
  }

  @Test
  void everyChangeIsAsTheDocumentSays() {
    changed(
        "POST",
        "/contests",
        "/contests",
        "{\"deal\":\"B-1\",\"source\":\"crm\",\"event\":\"WON-1\",\"reason\":\"again\"}",
        409);
    changed(
        "POST",
        "/contests/{contest}/decision",
        "/contests/" + contest + "/decision",
        "{\"state\":\"UPHELD\"}",
        200);
    changed(
        "POST",
        "/contests",
        "/contests",
        "{\"deal\":\"B-2\",\"source\":\"crm\",\"event\":\"WON-2\",\"reason\":\"no\"}",
        200);
    changed("POST", "/contests", "/contests", "{\"deal\":\"B-1\"}", 400);
    changed(
        "POST",
        "/try/{trial}/start",
        "/try/T-1/start",
        "{\"corrections\":{\"deals.rep\":\"buyer\"}}",
        200);
    changed("POST", "/try/{trial}/start", "/try/T-9/start", "", 404);
    changed("DELETE", "/try/{trial}", "/try/T-1", "", 200);
    JsonNode preview = changed("POST", "/mappings/preview", "/mappings/preview", PASTED, 200);
    assertThat(preview.at("/rows/0/events/0/fields")).isNotEmpty();
    assertThat(preview.path("rows").findValuesAsText("outcome")).contains("rejected");
    assertThat(preview.path("effects")).isNotEmpty();
    assertThat(preview.path("others")).isNotEmpty();
    String place = SiteStand.json(stand.get("owner", "/rejected")).at("/rows/0/place").asText();
    String places = "{\"places\": [\"%s\", \"none\"]}".formatted(place);
    JsonNode resent = changed("POST", "/rejected/replay", "/rejected/replay", places, 200);
    assertThat(resent.path("rows")).hasSize(2);
    changed("POST", "/rejected/replay", "/rejected/replay", "{}", 400);
    changed("POST", "/mappings/preview", "/mappings/preview", "{\"mapping\":\"none\"}", 400);
    HttpResponse<String> upload =
        stand.send("POST", "owner", "/try", FORM, "multipart/form-data; boundary=x");
    assertThat(upload.statusCode()).as(upload.body()).isEqualTo(200);
    contract.valid("POST", "/try", "/try", upload);
    assertThat(stand.send("POST", "", "/session", "{\"token\":\"owner\"}").statusCode())
        .isEqualTo(204);
    assertThat(stand.send("DELETE", "", "/session", "").statusCode()).isEqualTo(204);
    changed("POST", "/session", "/session", "{\"token\":\"guessed\"}", 401);
    assertThat(with(contract.operations("post"), "/try/{trial}"))
        .containsExactlyInAnyOrder(
            "/contests",
            "/contests/{contest}/decision",
            "/mappings/preview",
            "/rejected/replay",
            "/session",
            "/try",
            "/try/{trial}",
            "/try/{trial}/start");
  }

  private static JsonNode changed(
      String method, String path, String asked, String body, int status) {
    HttpResponse<String> answer = stand.send(method, "owner", asked, body);
    assertThat(answer.statusCode()).as(asked + answer.body()).isEqualTo(status);
    return contract.valid(method, path, asked, answer);
  }
}

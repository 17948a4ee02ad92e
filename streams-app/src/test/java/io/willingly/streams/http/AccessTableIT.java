package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.testing.SlidingTeam;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks everything in the table of docs/reference/access.md as everybody in it, in every form. */
class AccessTableIT {
  private static final Path TABLE = Path.of("..", "docs", "reference", "access.md");
  private static final List<String> ROLES = List.of("self", "team", "company", "engineer", "");

  /** What is added to a path, by what the table calls it. */
  private static final Map<String, String> OF =
      Map.ofEntries(
          Map.entry("", ""),
          Map.entry("nothing", ""),
          Map.entry("own rep", "?scope=rep&id=ann"),
          Map.entry("other rep", "?scope=rep&id=bob"),
          Map.entry("unknown rep", "?scope=rep&id=cyd"),
          Map.entry("own team", "?scope=team&id=north"),
          Map.entry("other team", "?scope=team&id=south"),
          Map.entry("company", "?scope=organisation"),
          Map.entry("reps", "?scope=rep"),
          Map.entry("teams", "?scope=team"),
          Map.entry("own deal", "D-2026-10-06"),
          Map.entry("other deal", "B-1"),
          Map.entry("nobody's deal", "B-4"),
          Map.entry("unknown deal", "B-9"));

  private static final Map<String, String> WHOSE =
      Map.of(
          "ann", "own",
          "north", "own",
          "bob", "other",
          "south", "other",
          "company", "company");

  private final SoftAssertions soft = new SoftAssertions();
  private int contested;

  /** One route asked about one thing, and what becomes of it by role. */
  private record Row(String method, String path, String of, List<String> cells) {
    Expected expected(int role, int minimumGroup) {
      String[] cell = cells.get(role).split(": ?", 2);
      boolean hidden = cell[0].endsWith("*") && minimumGroup > 1;
      Set<String> whose = cell.length < 2 ? null : new TreeSet<>(List.of(cell[1].split(", ", -1)));
      if (whose != null) {
        whose.remove("none");
      }
      return new Expected(
          hidden ? 403 : Integer.parseInt(cell[0].replace("*", "")), hidden, hidden ? null : whose);
    }

    String asked() {
      String thing = OF.getOrDefault(of, "");
      String asked =
          path.contains("{deal}")
              ? path.replace("{deal}", thing)
              : path.replace("{trial}", OneTrial.ID) + thing;
      return method.equals("GET")
          ? asked + (asked.contains("?") ? "&" : "?") + "limit=1000"
          : asked;
    }
  }

  /**
   * What is expected.
   *
   * @param whose of whom there are rows; null where it does not matter
   */
  private record Expected(int status, boolean hidden, @Nullable Set<String> whose) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE)) {
      if (line.startsWith("| `")) {
        List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        String method = cells.get(1).replaceAll("`(\\w+) .*", "$1");
        for (String path : cells.get(1).replaceAll("`|" + method + " ", "").split(", ", -1)) {
          rows.add(new Row(method, path, cells.get(2), cells.subList(3, 8)));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyRouteKeepsToTheTable(int minimumGroup, @TempDir Path directory) throws Exception {
    List<Row> rows = rows();
    try (SiteStand stand = new SiteStand(directory, minimumGroup)) {
      assertThat(rows.stream().map(row -> row.method() + " " + Routes.PREFIX + row.path()))
          .as("every route has a row, and every row a route")
          .containsAll(stand.served().server().routes());
      assertThat(stand.served().server().routes())
          .containsAll(
              rows.stream()
                  .map(row -> row.method() + " " + Routes.PREFIX + row.path())
                  .distinct()
                  .toList());
      contest(stand, "D-2026-10-05", "WON-2026-10-05");
      contest(stand, "B-3", "WON-3");
      for (int role = 0; role < ROLES.size(); role++) {
        for (Row row : rows) {
          if (!row.path().equals("/live")) {
            check(stand, row, ROLES.get(role), row.expected(role, minimumGroup));
          }
        }
        watches(stand, rows, role, minimumGroup);
      }
    }
    soft.assertAll();
  }

  private void check(SiteStand stand, Row row, String role, Expected expected) {
    String what = "%s asks %s %s of %s".formatted(role, row.method(), row.asked(), row.of());
    String path = row.asked();
    String body = "";
    if (row.path().equals("/contests") && row.method().equals("POST")) {
      body = fact(row.of()).toString();
    } else if (row.path().startsWith("/contests/")) {
      String day = day();
      boolean unknown = row.of().startsWith("unknown");
      path = path.replace("{contest}", unknown ? "none" : contest(stand, "D-" + day, "WON-" + day));
      body = json("state", unknown ? "WITHDRAWN" : row.of().toUpperCase(Locale.ROOT)).toString();
    } else if (row.path().equals("/session")) {
      body = json("token", "self").toString();
    }
    HttpResponse<String> answer = stand.send(row.method(), role, path, body);
    soft.assertThat(answer.statusCode())
        .as(what + ": " + answer.body())
        .isEqualTo(expected.status());
    if (expected.hidden()) {
      soft.assertThat(answer.body()).as(what).contains("small group");
    }
    if (expected.whose() != null) {
      soft.assertThat(whose(SiteStand.json(answer))).as(what).isEqualTo(expected.whose());
    }
    if (row.method().equals("GET") && !row.path().equals("/openapi.json")) {
      csv(stand, what, role, path, expected);
    }
  }

  /** An export tells of nobody else either. */
  private void csv(SiteStand stand, String what, String role, String path, Expected expected) {
    HttpResponse<String> csv = stand.get(role, path + "&format=csv");
    if (expected.status() == 200) {
      soft.assertThat(csv.statusCode()).as(what + " as CSV").isIn(200, 406);
    } else {
      soft.assertThat(csv.statusCode()).as(what + " as CSV").isEqualTo(expected.status());
    }
    if (csv.statusCode() == 200 && expected.whose() != null) {
      WHOSE.forEach(
          (id, whose) -> {
            if (!expected.whose().contains(whose)) {
              soft.assertThat(csv.body())
                  .as(what + " as CSV")
                  .doesNotContainPattern("\\b" + id + "\\b");
            }
          });
    }
  }

  /** A stream tells what the questions it watches would be told. */
  private void watches(SiteStand stand, List<Row> rows, int role, int minimumGroup)
      throws Exception {
    List<Row> asked =
        rows.stream()
            .filter(row -> row.method().equals("GET"))
            .filter(row -> !List.of("/live", "/openapi.json").contains(row.path()))
            .toList();
    Row live = rows.stream().filter(row -> row.path().equals("/live")).findFirst().orElseThrow();
    for (int from = 0; from < asked.size(); from += SiteStand.MOST_WATCHED) {
      List<Row> some = asked.subList(from, Math.min(asked.size(), from + SiteStand.MOST_WATCHED));
      Map<Integer, JsonNode> told =
          stand.watched(
              ROLES.get(role),
              some.stream().map(AccessTableIT::encoded).toList(),
              live.expected(role, minimumGroup).status());
      for (Map.Entry<Integer, JsonNode> each : told.entrySet()) {
        Row row = some.get(each.getKey());
        Expected expected = row.expected(role, minimumGroup);
        JsonNode problem = each.getValue().path("problem");
        String what = "%s watches %s: %s".formatted(ROLES.get(role), row.asked(), each.getValue());
        soft.assertThat(problem.isMissingNode() ? 200 : problem.path("status").asInt())
            .as(what)
            .isEqualTo(expected.status());
        if (expected.whose() != null) {
          soft.assertThat(whose(each.getValue().path("body"))).as(what).isEqualTo(expected.whose());
        }
      }
    }
  }

  private static String encoded(Row row) {
    return URLEncoder.encode(row.asked(), StandardCharsets.UTF_8);
  }

  /** Whose the rows of an answer are. */
  private static Set<String> whose(JsonNode body) {
    Set<String> whose = new TreeSet<>();
    for (JsonNode row : body.path("rows")) {
      String id = row.path(row.has("rep") ? "rep" : "id").asText();
      whose.add(Objects.requireNonNullElse(WHOSE.get(id), "stranger " + id));
    }
    return whose;
  }

  /** A day on which ann sold a deal of which no fact is contested. */
  private String day() {
    return SlidingTeam.FROM.plusDays(contested++).toString();
  }

  private ObjectNode fact(String of) {
    String day = day();
    return switch (of) {
      case "own fact" -> fact("D-" + day, "WON-" + day);
      case "other fact" -> fact("B-2", "WON-2");
      default -> fact("B-9", "WON-9");
    };
  }

  private static ObjectNode fact(String deal, String event) {
    return json("deal", deal).put("source", "crm").put("event", event).put("reason", "mixed up");
  }

  private static ObjectNode json(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  /** Contests a fact as somebody who is not in the table. */
  private static String contest(SiteStand stand, String deal, String event) {
    HttpResponse<String> opened =
        stand.send("POST", "owner", "/contests", fact(deal, event).toString());
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    return SiteStand.json(opened).at("/rows/0/id").asText();
  }
}

package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What each route may be asked, as the OpenAPI document says. What it does not know is refused: who
 * misspelt a parameter would take the answer to another question for the one to his own.
 */
final class Parameters {
  private static final Set<String> DAYS = Set.of("asOf", "asKnownOn");

  /** Routes without CSV say so themselves, and what is no table is its own only page. */
  private static final Set<String> EVERYWHERE = Set.of("format", "limit", "offset");

  private static final int LISTED = 30;

  private final JsonNode document;
  private final Map<String, Route> routes = new HashMap<>();

  /** Names of parameters, and of members of the rows by which they can be sorted. */
  private record Route(Set<String> names, Set<String> members) {}

  /** Those of a document; see {@link OpenApi#of}. */
  Parameters(JsonNode document) {
    this.document = document;
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb -> routes.put(verb.getKey() + path.getKey(), route(verb.getValue()))));
  }

  /**
   * Lets pass what the route knows.
   *
   * @param verb in lower case
   * @param path of the route, such as {@code /deals/{deal}}
   * @throws Problem of a parameter, or a member to sort by, that is not known there
   */
  void check(String verb, String path, Asked asked) {
    Route route = routes.get(verb + path);
    if (route == null) {
      throw new IllegalStateException("openapi.yaml does not know " + verb + " " + path);
    }
    for (String name : asked.query().keySet()) {
      if (!route.names().contains(name)) {
        throw Problem.parameter(name, unknown(path, name, route.names()));
      }
    }
    String sort = asked.text("sort").orElse("");
    String member = sort.startsWith("-") ? sort.substring(1) : sort;
    if (!member.isEmpty() && !route.members().contains(member)) {
      throw Problem.parameter("sort", unsorted(member, route.members()));
    }
  }

  private static String unsorted(String member, Set<String> members) {
    // Rows of numbers have members by the hundred.
    String listed =
        members.stream()
            .filter(each -> members.size() <= LISTED || each.charAt(0) == member.charAt(0))
            .collect(Collectors.joining(", "));
    return "rows have no '%s'; they have %s%s"
        .formatted(
            member, listed, members.size() <= LISTED ? "" : " and others, see /openapi.json");
  }

  private static String unknown(String path, String name, Set<String> known) {
    return (DAYS.contains(name)
            ? "%s knows no past day, it tells of now; leave it out. Known there are %s"
            : "%s knows no such parameter; it knows %s")
        .formatted(path, String.join(", ", known));
  }

  private Route route(JsonNode operation) {
    Set<String> names = new TreeSet<>(EVERYWHERE);
    for (JsonNode reference : operation.path("parameters")) {
      JsonNode parameter = at(reference);
      if (parameter.path("in").asText().equals("query")) {
        names.add(parameter.path("name").asText());
      }
    }
    Set<String> members = new TreeSet<>();
    JsonNode rows =
        operation.at("/responses/200/content/application~1json/schema/properties/rows/items");
    members(rows.has("$ref") ? at(rows) : null, members);
    return new Route(names, members);
  }

  private JsonNode at(JsonNode reference) {
    return document.at(reference.path("$ref").asText().substring(1));
  }

  private void members(@Nullable JsonNode schema, Set<String> members) {
    if (schema != null) {
      schema.path("properties").fieldNames().forEachRemaining(members::add);
      schema.path("allOf").forEach(part -> members(at(part), members));
    }
  }
}

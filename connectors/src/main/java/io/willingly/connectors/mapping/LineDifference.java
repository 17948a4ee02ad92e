package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs between the lines that were expected and those that came, for people: of a line that
 * changed the fields only.
 */
public final class LineDifference {
  private final List<String> expected;
  private final List<String> actual;
  private final List<String> told = new ArrayList<>();

  private LineDifference(List<String> expected, List<String> actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /** A line each; none when they are the same. */
  public static List<String> of(List<String> expected, List<String> actual) {
    LineDifference difference = new LineDifference(expected, actual);
    difference.walk();
    return List.copyOf(difference.told);
  }

  /** Along the longest common subsequence; what lies between is paired in order. */
  private void walk() {
    int[][] common = new int[expected.size() + 1][actual.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = actual.size() - 1; j >= 0; j--) {
        common[i][j] =
            expected.get(i).equals(actual.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    int gone = 0;
    int come = 0;
    while (i < expected.size() || j < actual.size()) {
      boolean both = i < expected.size() && j < actual.size();
      if (both && expected.get(i).equals(actual.get(j))) {
        tell(gone, i, come, j);
        gone = ++i;
        come = ++j;
      } else if (j == actual.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
        i++;
      } else {
        j++;
      }
    }
    tell(gone, i, come, j);
  }

  private void tell(int fromExpected, int toExpected, int fromActual, int toActual) {
    int i = fromExpected;
    int j = fromActual;
    while (i < toExpected && j < toActual && alike(expected.get(i), actual.get(j))) {
      fields(expected.get(i++), actual.get(j++));
    }
    expected.subList(i, toExpected).forEach(line -> told.add("- " + line));
    actual.subList(j, toActual).forEach(line -> told.add("+ " + line));
  }

  /** Whether two lines tell of the same row, and are of one kind. */
  private static boolean alike(String one, String other) {
    JsonNode left = json(one);
    JsonNode right = json(other);
    return left.path("at").equals(right.path("at"))
        && left.path("family").equals(right.path("family"))
        && left.has("rejected") == right.has("rejected");
  }

  private void fields(String before, String after) {
    JsonNode left = json(before);
    int first = told.size();
    differ("", left, json(after));
    String row = left.has("at") ? left.path("at").asText() : "counts";
    String event = left.path("event").path("eventId").asText("");
    for (int i = first; i < told.size(); i++) {
      told.set(i, row + (event.isEmpty() ? "" : " " + event) + told.get(i));
    }
  }

  private void differ(String path, JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        differ(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name));
      }
      return;
    }
    told.add(": %s: expected %s, is %s".formatted(path, text(before), text(after)));
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }

  private static JsonNode json(String line) {
    try {
      return InputReader.JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return InputReader.JSON.getNodeFactory().textNode(line);
    }
  }
}

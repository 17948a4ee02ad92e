package io.willingly.connectors.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A property of an object, and what it was before. What was told of it may come in any order and
 * more than once.
 *
 * @param told oldest first. With history all of it, so that since when it has its value is exact;
 *     else the first and the last of its newest value
 */
record Property(List<Told> told) {
  /**
   * What is kept with history. What is told in the middle of a run of one value is forgotten first,
   * for it only matters when something else is told of between; then the oldest.
   */
  static final int MOST_TOLD = 500;

  static final Property UNKNOWN = new Property(List.of());

  /** What was told of one time has any order, but always the same. */
  private static final Comparator<Told> ORDER =
      Comparator.comparingLong(Told::at).thenComparing(each -> each.value().toString());

  /** The property had the value then, in epoch milliseconds. */
  record Told(JsonNode value, long at) {}

  Property {
    told = List.copyOf(told);
  }

  /** With what somebody told of one time. */
  Property with(Told more, boolean history) {
    if (told.contains(more)) {
      return this;
    }
    List<Told> all = new ArrayList<>(told);
    all.add(more);
    all.sort(ORDER);
    if (!history) {
      return new Property(newest(all));
    }
    List<Told> kept = all.size() > MOST_TOLD ? ends(all) : all;
    return new Property(kept.subList(Math.max(0, kept.size() - MOST_TOLD), kept.size()));
  }

  /**
   * The same in so many characters, if need be without the middle of runs, then without the oldest.
   */
  Property within(int characters) {
    List<Told> kept = length(told) > characters ? ends(told) : told;
    while (kept.size() > 1 && length(kept) > characters) {
      kept = kept.subList(1, kept.size());
    }
    return new Property(kept);
  }

  private static int length(List<Told> all) {
    return all.stream().mapToInt(each -> each.value().toString().length()).sum();
  }

  /** The first and the last of each run. */
  private static List<Told> ends(List<Told> all) {
    List<Told> ends = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean first = i == 0 || !all.get(i - 1).value().equals(all.get(i).value());
      boolean last = i == all.size() - 1 || !all.get(i + 1).value().equals(all.get(i).value());
      if (first || last) {
        ends.add(all.get(i));
      }
    }
    return ends;
  }

  private static List<Told> newest(List<Told> all) {
    Told last = all.get(all.size() - 1);
    int first = all.size() - 1;
    while (first > 0 && all.get(first - 1).value().equals(last.value())) {
      first--;
    }
    return first == all.size() - 1 ? List.of(last) : List.of(all.get(first), last);
  }

  JsonNode value() {
    return told.get(told.size() - 1).value();
  }

  /** Whether it was told of before a time, in epoch milliseconds, and not at it. */
  boolean toldBefore(long time) {
    return told.get(0).at() < time && told.stream().noneMatch(each -> each.at() == time);
  }

  /** When it was last told of, in epoch milliseconds. */
  long last() {
    return told.get(told.size() - 1).at();
  }

  /** The values it has had, and since when each. */
  List<Told> runs() {
    List<Told> runs = new ArrayList<>();
    for (Told each : told) {
      if (runs.isEmpty() || !runs.get(runs.size() - 1).value().equals(each.value())) {
        runs.add(each);
      }
    }
    return runs;
  }

  ArrayNode json() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    told.forEach(each -> json.addArray().add(each.value()).add(each.at()));
    return json;
  }

  static Property of(JsonNode json) {
    List<Told> told = new ArrayList<>();
    for (JsonNode each : json) {
      told.add(new Told(each.get(0), each.get(1).longValue()));
    }
    return new Property(told);
  }
}

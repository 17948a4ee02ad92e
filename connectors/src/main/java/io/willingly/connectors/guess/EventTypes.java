package io.willingly.connectors.guess;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which payloads tell of the same: those of one event type. */
final class EventTypes {
  private static final Pattern NAME =
      Pattern.compile(
          "(event|trigger|webhook|notification|subscription|message|hook)? ?(type|name|topic|action|event|trigger)|object"
              + "|(object|resource|entity) ?(type)?|alert name");
  private static final Pattern DOTTED =
      Pattern.compile("[A-Za-z][\\w-]*([.:_/ -][A-Za-z][\\w-]*)+");
  private static final Pattern VERB =
      Pattern.compile(
          "(?i)(added?|created?|updated?|changed?|deleted?|merged?|won|lost|completed|ended"
              + "|answered|submitted)");
  private static final Pattern CHANGED =
      Pattern.compile("(?i)(added?|created?|updated?|changed?|deleted?|merged?)");
  private static final Pattern OBJECT =
      Pattern.compile(
          "(?i)deal|opportunity|order|invoice|charge|subscription|ticket|call|meeting"
              + "|person|contact|lead|organi[sz]ation|company|account|customer|user|product|activity|note|task");

  private EventTypes() {}

  /**
   * Payloads of one type.
   *
   * @param words the type in words, with what it is about; empty when nothing tells
   * @param when the condition in a mapping; empty for all
   * @param types as the payloads say it
   */
  record Group(String words, String when, String types, List<ObjectNode> payloads) {}

  /** Groups of one type each, in the order in which they are met. */
  static List<Group> of(List<ObjectNode> payloads) {
    List<Column> columns = Payloads.guess("payloads", payloads).columns();
    List<Column> telling = new ArrayList<>();
    best(columns, DOTTED).ifPresent(telling::add);
    if (telling.isEmpty()) {
      Optional<Column> verb = best(columns, VERB);
      Optional<Column> object = best(columns, OBJECT);
      // That something was changed says less than what it is now.
      verb.filter(column -> object.isEmpty() || !column.mostly(CHANGED.asMatchPredicate()))
          .ifPresent(telling::add);
      object.ifPresent(telling::add);
    }
    if (telling.isEmpty()) {
      return List.of(new Group("", "", "", payloads));
    }
    Map<String, Group> groups = new LinkedHashMap<>();
    for (ObjectNode payload : payloads) {
      List<String> words = new ArrayList<>();
      List<String> when = new ArrayList<>();
      List<String> types = new ArrayList<>();
      for (Column column : telling) {
        String type = payload.at(column.name()).asText("");
        words.add(Column.words(type));
        types.add(type);
        when.add(
            type.isEmpty()
                ? Values.empty(column)
                : Values.accessor(column) + " == " + Values.quoted(type));
      }
      String condition = String.join(" and ", when);
      groups
          .computeIfAbsent(
              condition,
              key ->
                  new Group(
                      String.join(" ", words).strip(),
                      key,
                      String.join(" ", types).strip(),
                      new ArrayList<>()))
          .payloads()
          .add(payload);
    }
    return List.copyOf(groups.values());
  }

  /** What says what was done to an object. */
  static Optional<Column> action(List<Column> columns) {
    return best(columns, VERB);
  }

  /** The outermost value that is named like a type and looks like one. */
  private static Optional<Column> best(List<Column> columns, Pattern looks) {
    return columns.stream()
        .filter(column -> column.name().startsWith("/"))
        .filter(column -> NAME.matcher(last(column.name())).matches())
        .filter(column -> column.mostly(looks.asMatchPredicate()))
        .min(
            Comparator.comparing((Column column) -> column.mostly(value -> !value.matches("\\w+")))
                .reversed()
                .thenComparing(column -> column.name().split("/", -1).length)
                .thenComparing(column -> last(column.name()).contains("type") ? 0 : 1));
  }

  private static String last(String pointer) {
    return Column.words(pointer.substring(pointer.lastIndexOf('/') + 1));
  }
}

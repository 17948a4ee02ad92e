package io.willingly.connectors.guess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Payloads that tell of changes of an object, and where in them it is.
 *
 * @param name of the object
 * @param why it is one
 * @param groups the payloads, by type
 * @param all the payloads as one
 * @param place of the object, a JSON pointer; empty for the payload itself
 * @param property where the name of the one property is that a payload tells of; null when it tells
 *     of the object
 * @param action says what was done to the object; null when nothing does
 */
record Pieces(
    String name,
    String why,
    List<EventTypes.Group> groups,
    FileGuess all,
    String place,
    @Nullable Property property,
    @Nullable Column action) {
  static final Pattern DELETED = Pattern.compile("(?i).*(delet|remov|destroy|trash).*");

  private static final Pattern CHANGE =
      Pattern.compile("(?i).*(add(ed)?|updat|chang|edit|modif|merge|delet|remov).*");
  private static final Pattern CHANGES =
      Pattern.compile("(?i)(changes?|diff|delta|(changed|updated|modified)[_-]?\\w+)");
  private static final Pattern VERBS =
      Pattern.compile(
          "\\b(add(ed)?|creat(ed?|ion)|updated?|chang(ed?|es)|edit(ed)?|modified|delet(ed?|ion)"
              + "|remov(ed?|al)|restored?|merged?|propert(y|ies)|won|lost|closed|open(ed)?|reopened"
              + "|stage|status|notification|webhook|event)\\b");
  private static final Pattern PROPERTY =
      Pattern.compile("(?i)(property|field|attribute)([_-]?name)?");
  private static final Pattern VALUE =
      Pattern.compile("(?i)((property|field|attribute|new)[_-]?)?value");

  /** Where a payload has the name of a property, and its value. */
  record Property(String name, String value) {}

  /** What the payloads of a group tell of, without what happened to it; "deal" when not said. */
  static String noun(EventTypes.Group group) {
    String noun = VERBS.matcher(group.words()).replaceAll("").strip().replaceAll("[^a-z0-9]+", "_");
    return noun.matches("[a-z][a-z0-9_]*") && !noun.equals("payloads") ? noun : "deal";
  }

  /**
   * Of the groups that tell of one kind of object.
   *
   * @return empty when each tells of something that happened
   */
  static Optional<Pieces> of(String noun, List<EventTypes.Group> groups) {
    List<ObjectNode> payloads =
        groups.stream().flatMap(group -> group.payloads().stream()).toList();
    FileGuess all = Payloads.guess("payloads", payloads);
    all.as(Kind.DEALS);
    Property property = property(payloads);
    Column stage = all.field(Field.STAGE);
    Column id = new DealIds(all, noun).own();
    Column within = stage == null || stage.name().startsWith("=") ? id : stage;
    String place = property != null || within == null ? "" : parent(within.name());
    Column action = EventTypes.action(all.columns()).orElse(null);
    String why = why(groups, payloads, all, place, property, action);
    return why.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pieces(noun, why, groups, all, place, property, action));
  }

  private static String why(
      List<EventTypes.Group> groups,
      List<ObjectNode> payloads,
      FileGuess all,
      String place,
      @Nullable Property property,
      @Nullable Column action) {
    if (property != null) {
      return "a payload tells of one property, '" + property.name() + "'";
    }
    for (ObjectNode payload : payloads) {
      String before = before("", payload, 0);
      if (!before.isEmpty()) {
        return "payloads tell what changed, '" + before + "'";
      }
    }
    if (!place.isEmpty() && payloads.stream().anyMatch(payload -> payload.at(place).isNull())) {
      return "a payload has nothing in '" + place + "': what it was is gone";
    }
    boolean happened =
        groups.stream()
            .map(EventTypes.Group::words)
            .anyMatch(words -> Happened.kind(words) != null);
    if (action != null && action.mostly(CHANGE.asMatchPredicate())) {
      return "'" + action.name() + "' says " + String.join(", ", action.distinct());
    }
    Column stage = all.field(Field.STAGE);
    Column id = all.field(Field.DEAL);
    if (!happened && stage != null) {
      if (groups.stream().anyMatch(group -> CHANGE.matcher(group.words()).matches())) {
        return "payloads tell that it changed, and its state in '" + stage.name() + "'";
      }
      if (id != null && stages(payloads, id, stage)) {
        return "samples of one '%s' are in several states in '%s'"
            .formatted(id.name(), stage.name());
      }
    }
    return "";
  }

  private static boolean stages(List<ObjectNode> payloads, Column id, Column stage) {
    Map<String, Set<String>> of = new LinkedHashMap<>();
    for (ObjectNode payload : payloads) {
      if (id.name().startsWith("/") && stage.name().startsWith("/")) {
        of.computeIfAbsent(payload.at(id.name()).asText(), key -> new LinkedHashSet<>())
            .add(payload.at(stage.name()).asText());
      }
    }
    return of.values().stream().anyMatch(values -> values.size() > 1);
  }

  private static String before(String pointer, JsonNode object, int depth) {
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      String at = pointer + "/" + each.getKey();
      boolean named =
          Payloads.BEFORE.matcher(each.getKey()).matches()
              || CHANGES.matcher(each.getKey()).matches();
      if (named && each.getValue().isContainerNode()) {
        return at;
      }
      String within = depth < 2 ? before(at, each.getValue(), depth + 1) : "";
      if (!within.isEmpty()) {
        return within;
      }
    }
    return "";
  }

  private static @Nullable Property property(List<ObjectNode> payloads) {
    Set<Property> found = new LinkedHashSet<>();
    for (ObjectNode payload : payloads) {
      String name = "";
      String value = "";
      for (Map.Entry<String, JsonNode> each : payload.properties()) {
        if (PROPERTY.matcher(each.getKey()).matches() && each.getValue().isTextual()) {
          name = each.getKey();
        } else if (VALUE.matcher(each.getKey()).matches() && each.getValue().isValueNode()) {
          value = each.getKey();
        }
      }
      if (!name.isEmpty() && !value.isEmpty()) {
        found.add(new Property("/" + name, "/" + value));
      }
    }
    return found.size() == 1 ? found.iterator().next() : null;
  }

  static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  /** The object in an expression. */
  String object() {
    return place.isEmpty() ? "." : Values.path(place);
  }

  /** What is known of the object by each payload alone. */
  List<ObjectNode> parts() {
    List<ObjectNode> parts = new ArrayList<>();
    for (ObjectNode payload : payloads()) {
      if (property != null) {
        String name = payload.at(property.name()).asText("");
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        parts.add(name.isEmpty() ? part : part.set(name, payload.at(property.value())));
      } else if (payload.at(place) instanceof ObjectNode object) {
        parts.add(object.deepCopy());
      }
    }
    return parts;
  }

  List<ObjectNode> payloads() {
    return groups.stream().flatMap(group -> group.payloads().stream()).toList();
  }

  private static String without(String when, String condition) {
    return when.replaceAll(Pattern.quote(condition) + "\"[^\"]*\"( and )?", "");
  }

  /** The types of payloads that do not tell of deletions, or that do, as a condition. */
  String when(boolean deletions) {
    String done = action == null ? "" : Values.accessor(action) + " == ";
    boolean byAction =
        action != null && groups.stream().anyMatch(group -> group.when().contains(done));
    // What is done to it has further words than the samples', a deletion too.
    return groups.stream()
        .filter(
            group -> byAction ? !deletions : deletions == DELETED.matcher(group.words()).matches())
        .map(EventTypes.Group::when)
        .map(when -> byAction ? without(when, done) : when)
        .filter(when -> !when.isEmpty())
        .distinct()
        .collect(Collectors.joining(" or "));
  }
}

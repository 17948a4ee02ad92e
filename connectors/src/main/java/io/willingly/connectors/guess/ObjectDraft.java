package io.willingly.connectors.guess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.MappingLint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drafts an object that is put together of the payloads that tell of it, and the events of it. */
final class ObjectDraft {
  /** What may lie beside the object, and is a part of it all the same. */
  private static final List<Field> BESIDE =
      List.of(Field.CUSTOMER, Field.REP, Field.AMOUNT, Field.CURRENCY);

  private final Pieces pieces;
  private final Map<String, Column> beside = new LinkedHashMap<>();
  private final List<ObjectNode> parts;
  private final String events;

  /**
   * Of payloads.
   *
   * @param values how they are read
   * @param names of rules that are taken
   */
  ObjectDraft(Pieces pieces, Values values, Set<String> names) {
    this.pieces = pieces;
    parts = pieces.parts();
    FileGuess file = guess();
    lookBeside(file);
    file = guess();
    EventTypes.Group group =
        new EventTypes.Group(pieces.name().replace('_', ' '), "", pieces.name(), parts);
    events = PayloadRules.ofObject(file, values, group, names).text();
  }

  private FileGuess guess() {
    FileGuess file = Payloads.guess(pieces.name(), parts);
    file.as(Kind.DEALS);
    return file;
  }

  private void lookBeside(FileGuess file) {
    for (Field field : BESIDE) {
      Column column = pieces.all().field(field);
      if (!file.has(field)
          && column != null
          && column.name().startsWith("/")
          && !column.words().startsWith(Payloads.ENVELOPE)) {
        beside.put(field.key(), column);
        List<ObjectNode> payloads = pieces.payloads();
        for (int i = 0; i < payloads.size() && payloads.size() == parts.size(); i++) {
          JsonNode value = payloads.get(i).at(column.name());
          parts.get(i).set(field.key(), value.isMissingNode() ? null : value);
        }
      }
    }
  }

  /** The event rules, which read the object. */
  String events() {
    return events;
  }

  /** What payloads tell of the object. */
  String objects() {
    String changed = pieces.when(false);
    String deleted = pieces.when(true);
    String gone = gone(deleted);
    StringBuilder text = new StringBuilder();
    text.append(
        """
          # An object, put together of what each payload tells, as %s. What is made of it is
          # withdrawn when it is so no more: opened again after it was won, say, or deleted.
        """
            .formatted(pieces.why()));
    part(
        text,
        and(changed.isEmpty() ? deleted : changed, gone.isEmpty() ? "" : "not(" + gone + ")"));
    text.append("    set: ").append(Values.quoted(set())).append('\n');
    if (pieces.property() == null) {
      text.append("    # What the rules read of it: add here what a further rule is to read.\n");
    }
    if (!gone.isEmpty() || !deleted.isEmpty()) {
      part(text, and(deleted.isEmpty() ? changed : deleted, gone));
      text.append("    deleted: \"true\"\n");
    } else {
      text.append(
          "  # No sample is of a deletion. If it sends some, add a part with their 'when:', the same"
              + " 'id:' and 'at:', and 'deleted: \"true\"'.\n");
    }
    return text.toString();
  }

  private void part(StringBuilder text, String when) {
    text.append("  - name: ").append(pieces.name()).append('\n');
    if (!when.isEmpty()) {
      text.append("    when: ").append(Values.quoted(when)).append('\n');
    }
    text.append("    id: ").append(id()).append('\n');
    text.append(at());
  }

  private static String and(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left + right;
    }
    return "%s and %s".formatted(bracketed(left), bracketed(right));
  }

  private static String bracketed(String condition) {
    return condition.contains(" or ") && !condition.startsWith("not(")
        ? "(" + condition + ")"
        : condition;
  }

  /**
   * That a payload tells of a deletion, when its type does not say so; empty when nothing tells.
   */
  private String gone(String deleted) {
    if (!deleted.isEmpty() && !pieces.when(false).isEmpty()) {
      return "";
    }
    String none =
        pieces.payloads().stream()
                .anyMatch(
                    payload -> !pieces.place().isEmpty() && payload.at(pieces.place()).isNull())
            ? pieces.object() + " == null"
            : "";
    Column action = pieces.action();
    String said =
        action == null
            ? ""
            : "test(fallback(%s, \"\"), \"(?i)delet|remov|destroy|trash\")"
                .formatted(Values.accessor(action));
    return said + (said.isEmpty() || none.isEmpty() ? "" : " or ") + none;
  }

  private String id() {
    FileGuess all = pieces.all();
    int size = pieces.payloads().size();
    Column own = new DealIds(all, pieces.name()).own();
    for (Column column : all.columns()) {
      String words = column.words().replaceFirst("^" + Payloads.ENVELOPE, "");
      if (column.filled() == size
          && column.name().startsWith("/")
          && words.matches("(entity|object|resource|record|" + pieces.name() + ") id")
          && same(column, own)) {
        return said(column);
      }
    }
    if (own != null && own.filled() == size) {
      return said(own);
    }
    String before = own == null ? "" : before(own);
    if (own != null && !before.isEmpty()) {
      return "{expr: %s}  # guessed from '%s', such as %s"
          .formatted(
              Values.quoted("fallback(" + Values.accessor(own) + ", " + before + ")"),
              own.name(),
              own.example());
    }
    return " # "
        + MappingLint.FILL_IN
        + ": its id, which each payload must have, a deletion too"
        + (own == null ? "" : "; not all samples have '" + own.name() + "'");
  }

  private static String said(Column column) {
    return "%s  # guessed from '%s', such as %s"
        .formatted(Values.quoted("{" + column.name() + "}"), column.name(), column.example());
  }

  /** Whether a payload's other id is that of the object wherever it has both. */
  private boolean same(Column column, @Nullable Column own) {
    return own == null
        || pieces.payloads().stream()
            .allMatch(
                payload -> {
                  JsonNode id = payload.at(own.name());
                  return id.isMissingNode()
                      || id.isNull()
                      || id.asText().equals(payload.at(column.name()).asText());
                });
  }

  /**
   * The id in what was before, as an expression; empty unless each payload has the one or the
   * other.
   */
  private String before(Column own) {
    String within = own.name().substring(pieces.place().length());
    Set<String> found = new LinkedHashSet<>();
    for (ObjectNode payload : pieces.payloads()) {
      if (payload.at(own.name()).asText("").isEmpty()) {
        String parent = pieces.place().isEmpty() ? "" : Pieces.parent(pieces.place());
        JsonNode around = payload.at(parent);
        String before =
            around.properties().stream()
                .filter(each -> Payloads.BEFORE.matcher(each.getKey()).matches())
                .filter(each -> !each.getValue().at(within).asText("").isEmpty())
                .map(each -> parent + "/" + each.getKey() + within)
                .findFirst()
                .orElse("");
        found.add(before);
      }
    }
    return found.size() == 1 && !found.contains("") ? Values.path(found.iterator().next()) : "";
  }

  private String at() {
    FileGuess all = pieces.all();
    List<Column> times = new ArrayList<>();
    all.columns().stream()
        .filter(column -> column.fits(Field.Shape.TIME) && column.name().startsWith("/"))
        .filter(column -> Field.UPDATED.score(column.words()) > 0)
        .findFirst()
        .ifPresent(times::add);
    Column told = PayloadTimes.toldAt(all, pieces.place());
    if (told != null && (times.isEmpty() || alike(times.get(0), told))) {
      times.add(told);
    }
    if (times.isEmpty() || TimeStyle.ambiguous(times.get(0).times())) {
      return "    at:  # "
          + MappingLint.FILL_IN
          + ": since when it is so; delete this line if no payload says: then what arrives last holds\n";
    }
    Column first = times.get(0);
    String format = first.times().get(0);
    String from =
        times.size() == 1
            ? "from: " + Values.quoted(first.name())
            : "expr: "
                + Values.quoted(
                    "fallback("
                        + times.stream().map(Values::accessor).collect(Collectors.joining(", "))
                        + ")");
    return "    at: {%s%s}  # guessed from '%s', such as %s\n"
        .formatted(
            from,
            format.equals("iso") ? "" : ", format: " + Values.quoted(format),
            first.name(),
            first.example());
  }

  /** Whether one format reads both, and one zone: what has no offset may be of another. */
  private static boolean alike(Column one, Column other) {
    return one.times().equals(other.times()) && offset(one) == offset(other);
  }

  private static boolean offset(Column time) {
    return time.mostly(value -> value.matches(".*(Z|[+-]\\d\\d:?\\d\\d)"));
  }

  private String set() {
    if (pieces.property() != null) {
      return "{(%s): fallback(%s, \"\")}"
          .formatted(Values.path(pieces.property().name()), Values.path(pieces.property().value()));
    }
    Set<String> keys = new LinkedHashSet<>();
    for (ObjectNode part : parts) {
      part.fieldNames()
          .forEachRemaining(
              key -> {
                if (Pattern.compile("[/.]\"?" + Pattern.quote(key) + "(?!\\w)")
                        .matcher(events)
                        .find()
                    && !beside.containsKey(key)) {
                  keys.add(key);
                }
              });
    }
    StringBuilder set = new StringBuilder();
    // A null clears what was known, which a JSLT object would leave out.
    set.append("{for (%s) .key : if (.value == null) \"\" else .value".formatted(pieces.object()))
        .append(
            " if (contains(.key, [%s]))}"
                .formatted(keys.stream().map(Values::quoted).collect(Collectors.joining(", "))));
    beside.forEach(
        (key, column) ->
            set.append(" + {%s: %s}".formatted(Values.quoted(key), Values.accessor(column))));
    return set.toString();
  }
}

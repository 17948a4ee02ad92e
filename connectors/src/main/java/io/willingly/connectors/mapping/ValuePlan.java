package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A single value.
 *
 * @param path target field, for messages
 * @param source where it comes from
 * @param absent which kinds of nothing count as absent; the others are mistakes of the source
 * @param fallback used when absent
 * @param required refuse the row when absent
 * @param translation value map; null when values are taken as they are
 * @param coercion to the field's type
 */
record ValuePlan(
    String path,
    ValueSource source,
    Set<Presence> absent,
    @Nullable ValueSource fallback,
    boolean required,
    @Nullable Map<String, JsonNode> translation,
    Coercion coercion)
    implements Plan {
  /** Key of a value map for all values without one; as its value: the value itself. */
  static final String ANY = "*";

  @Override
  public @Nullable Object build(Row row) {
    try {
      return read(row);
    } catch (RowProblem e) {
      throw e.in(path, named());
    }
  }

  /** Whether a template makes it, such as an id with a default made of others. */
  boolean composed() {
    return source instanceof ValueSource.Template || fallback instanceof ValueSource.Template;
  }

  /** The field, and where its value is from, such as {@code deal.kind from 'kind'}. */
  String named() {
    return source instanceof ValueSource.Constant ? path : path + " from " + source;
  }

  @Override
  public void trace(String field, Row row, BiConsumer<String, String> origins) {
    String from;
    if (Presence.of(translated(row)) == Presence.PRESENT) {
      from = translation == null ? source.toString() : source + ", by the value map";
    } else if (fallback != null && Presence.of(fallback.read(row)) == Presence.PRESENT) {
      from = "default: " + fallback;
    } else {
      from = lack(row);
    }
    origins.accept(field, from);
  }

  private JsonNode translated(Row row) {
    JsonNode value = source.read(row);
    return Presence.of(value) == Presence.PRESENT && translation != null
        ? translate(Scalars.text(value), translation)
        : value;
  }

  private @Nullable Object read(Row row) {
    JsonNode value = translated(row);
    Presence presence = Presence.of(value);
    if (presence != Presence.PRESENT && absent.contains(presence)) {
      noteUnread(row, presence);
      if (fallback != null) {
        value = fallback.read(row);
      }
      if (Presence.of(value) != Presence.PRESENT) {
        if (required) {
          throw missing(row);
        }
        return null;
      }
    }
    if (value.isMissingNode() || value.isNull()) {
      throw missing(row);
    }
    return coercion.apply(value);
  }

  /** Says what there was, unless the value map means it to be nothing, or nothing was computed. */
  private void noteUnread(Row row, Presence presence) {
    if (translation == null) {
      if (presence == Presence.EMPTY) {
        row.unread().addAll(source.unread(row));
      }
      return;
    }
    JsonNode value = source.read(row);
    if (Presence.of(value) == Presence.PRESENT && !translation.containsKey(Scalars.text(value))) {
      row.unread().addAll(source.unread(row));
    }
  }

  private static JsonNode translate(String text, Map<String, JsonNode> translation) {
    JsonNode value = translation.getOrDefault(text, translation.get(ANY));
    if (value != null && value.asText().equals(ANY)) {
      return TextNode.valueOf(text);
    }
    if (value == null) {
      throw new RowProblem(
          RejectCode.UNMAPPED_VALUE,
          null,
          text,
          "'" + text + "' is not in the value map; add it, or '*' for all others");
    }
    return value;
  }

  private RowProblem missing(Row row) {
    return new RowProblem(
        RejectCode.MISSING_VALUE, path, null, path + " is required, and " + lack(row));
  }

  /** Why there is no value, such as {@code 'deal_id' is empty}. */
  String lack(Row row) {
    String lack =
        Presence.of(source.read(row)) == Presence.PRESENT
            ? "the value map gives nothing for " + source
            : source.lack(row);
    return fallback == null || Presence.of(fallback.read(row)) == Presence.PRESENT
        ? lack
        : lack + ", and for its default " + fallback.lack(row);
  }
}

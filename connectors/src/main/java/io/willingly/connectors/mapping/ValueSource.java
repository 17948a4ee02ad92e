package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a field's value comes from. A missing node means the row does not have it. */
interface ValueSource {
  JsonNode read(Row row);

  /** What of it the row does not have, such as {@code 'deal_id' is empty}. */
  default String lack(Row row) {
    return this + " is " + Presence.of(read(row)).name().toLowerCase(Locale.ROOT);
  }

  /** What the row does have, of what gives no value of use; the columns that are known. */
  default List<Unread> unread(Row row) {
    return List.of();
  }

  /** A constant. */
  record Constant(TextNode value) implements ValueSource {
    @Override
    public JsonNode read(Row row) {
      return value;
    }

    @Override
    public String toString() {
      return "the mapping";
    }
  }

  /** A top-level value: a CSV or view column, or a JSON property. */
  record Column(String name) implements ValueSource {
    @Override
    public JsonNode read(Row row) {
      return row.data().path(name);
    }

    @Override
    public List<Unread> unread(Row row) {
      JsonNode value = read(row);
      return Presence.of(value) == Presence.PRESENT
          ? List.of(new Unread(name, Scalars.text(value)))
          : List.of();
    }

    @Override
    public String toString() {
      return "'" + name + "'";
    }
  }

  /** A value inside a JSON row. */
  record Pointer(JsonPointer pointer) implements ValueSource {
    @Override
    public JsonNode read(Row row) {
      return row.data().at(pointer);
    }

    @Override
    public String toString() {
      return "'" + pointer + "'";
    }
  }

  /**
   * The result of an expression.
   *
   * @param columns that it reads, as far as they are known
   */
  record Computed(Expression expression, List<String> columns) implements ValueSource {
    @Override
    public JsonNode read(Row row) {
      return expression.apply(row.data());
    }

    @Override
    public List<Unread> unread(Row row) {
      return columns.stream().flatMap(name -> new Column(name).unread(row).stream()).toList();
    }

    @Override
    public String toString() {
      return "the expression's result";
    }
  }

  /**
   * Our id of what others call by an id of theirs.
   *
   * @param namespace who calls it so; null for the row's source
   * @param waits nothing else will do: while nobody has told, the event waits
   * @param itself while nobody has told it is our id too; of ids that are the same, the last
   */
  record Aliased(
      ValueSource id, AliasKind kind, @Nullable String namespace, boolean waits, boolean itself)
      implements ValueSource {
    @Override
    public JsonNode read(Row row) {
      JsonNode known = id.read(row);
      if (Presence.of(known) != Presence.PRESENT) {
        return known;
      }
      AliasKey key =
          new AliasKey(kind, namespace == null ? row.source() : namespace, Scalars.text(known));
      Aliases.Found found = row.aliases().find(key);
      if (found.target() == null && waits) {
        throw new Unresolved(found.key(), null);
      }
      String target = found.target() == null && itself ? found.key().id() : found.target();
      return target == null ? MissingNode.getInstance() : TextNode.valueOf(target);
    }

    @Override
    public String lack(Row row) {
      return Presence.of(id.read(row)) == Presence.PRESENT
          ? "no " + kind.text() + " is known for it"
          : id.lack(row);
    }

    @Override
    public String toString() {
      return id + ", by the alias";
    }
  }

  /** Text with placeholders such as <code>{order_id}:{seller_id}</code>; absent if a part is. */
  record Template(List<ValueSource> parts) implements ValueSource {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

    @Override
    public JsonNode read(Row row) {
      StringBuilder text = new StringBuilder();
      for (ValueSource part : parts) {
        if (part instanceof Constant constant) {
          text.append(constant.value().textValue());
        } else if (Presence.of(part.read(row)) == Presence.PRESENT) {
          text.append(Scalars.text(part.read(row)));
        } else {
          return MissingNode.getInstance();
        }
      }
      return TextNode.valueOf(text.toString());
    }

    @Override
    public String lack(Row row) {
      return parts.stream()
          .filter(part -> !(part instanceof Constant))
          .filter(part -> Presence.of(part.read(row)) != Presence.PRESENT)
          .map(part -> part.lack(row))
          .collect(Collectors.joining(" and "));
    }

    @Override
    public String toString() {
      return parts.stream()
          .filter(part -> !(part instanceof Constant))
          .map(Object::toString)
          .collect(Collectors.joining(" and "));
    }
  }

  /** A {@code from:} setting: a JSON pointer if it begins with a slash, else a column. */
  static ValueSource from(String name, YamlNode where, Columns columns) {
    if (name.startsWith("/")) {
      try {
        return new Pointer(JsonPointer.compile(name));
      } catch (IllegalArgumentException e) {
        throw where.error("'" + name + "' is not a JSON pointer: " + e.getMessage());
      }
    }
    columns.check(name, where);
    return new Column(name);
  }

  /** A plain scalar of the mapping: a constant, or a template when it has placeholders. */
  static ValueSource scalar(YamlNode node, Columns columns) {
    String text = node.text();
    Matcher placeholder = Template.PLACEHOLDER.matcher(text);
    List<ValueSource> parts = new ArrayList<>();
    int end = 0;
    while (placeholder.find()) {
      if (placeholder.start() > end) {
        parts.add(new Constant(TextNode.valueOf(text.substring(end, placeholder.start()))));
      }
      parts.add(from(placeholder.group(1), node, columns));
      end = placeholder.end();
    }
    if (parts.isEmpty()) {
      return new Constant(TextNode.valueOf(text));
    }
    if (end < text.length()) {
      parts.add(new Constant(TextNode.valueOf(text.substring(end))));
    }
    return new Template(parts);
  }
}

package io.willingly.connectors.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The columns an input or view is known to have.
 *
 * @param where name of the input or view
 * @param names its columns; null when it did not declare them, so that nothing can be checked
 */
record Columns(String where, @Nullable Set<String> names) {
  /** Those of the input, view or object a rule names; where there is only one, it need not. */
  static Columns from(@Nullable YamlNode from, YamlNode rule, Map<String, Columns> known) {
    if (from == null) {
      if (known.size() != 1) {
        throw rule.error(
            "'from:' is needed: the rows of which of " + new TreeSet<>(known.keySet()) + "?");
      }
      return known.values().iterator().next();
    }
    Columns found = known.get(from.text());
    if (found == null) {
      throw from.error(
          "no input or view '" + from.text() + "'" + Names.hint(from.text(), known.keySet()));
    }
    return found;
  }

  void check(String name, YamlNode node) {
    if (names == null || names.contains(name)) {
      return;
    }
    throw node.error(
        "'" + where + "' has no column '" + name + "'" + Names.hint(name, new TreeSet<>(names)));
  }

  /** Those that an expression names in quotes, as {@code ."Amount due"}. */
  List<String> namedIn(String expression) {
    return names == null
        ? List.of()
        : names.stream().filter(name -> expression.contains('"' + name + '"')).toList();
  }

  Columns with(String... more) {
    if (names == null) {
      return this;
    }
    Set<String> all = new TreeSet<>(names);
    all.addAll(List.of(more));
    return new Columns(where, all);
  }
}

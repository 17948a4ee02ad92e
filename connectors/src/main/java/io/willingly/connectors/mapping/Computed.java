package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a row that are worked out of its others before any rule sees it.
 *
 * @param columns in the order in which they are, by name
 */
record Computed(Map<String, Expression> columns) {
  static final Computed NONE = new Computed(Map.of());

  /** Compiles a setting {@code compute:}; null is none. */
  static Computed of(@Nullable YamlNode node) {
    if (node == null) {
      return NONE;
    }
    Map<String, Expression> columns = new LinkedHashMap<>();
    node.map().forEach((name, text) -> columns.put(name, Expression.compile(text)));
    return new Computed(columns);
  }

  /** Those, then these. */
  Computed and(Computed more) {
    Map<String, Expression> all = new LinkedHashMap<>(columns);
    all.putAll(more.columns);
    return new Computed(all);
  }

  Set<String> names() {
    return columns.keySet();
  }

  /** Adds them to a row. What is wrong; null when nothing is. */
  @Nullable RowProblem complete(ObjectNode row) {
    for (Map.Entry<String, Expression> column : columns.entrySet()) {
      try {
        // Of a copy: an expression may give the whole row, which must not hold itself.
        ObjectNode known = row.objectNode();
        known.setAll(row);
        row.set(column.getKey(), column.getValue().apply(known));
      } catch (RowProblem e) {
        return e.in(column.getKey(), "computed '" + column.getKey() + "'");
      }
    }
    return null;
  }
}

package io.willingly.connectors.mapping;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list; elements that are absent or whose condition does not hold are left out. */
record ListPlan(List<Element> elements) implements Plan {

  /** One element and the condition under which it is there. */
  record Element(@Nullable Expression when, Plan plan) {}

  @Override
  public Object build(Row row) {
    List<Object> values = new ArrayList<>();
    for (Element element : elements) {
      if (element.when() == null || element.when().holds(row.data())) {
        Object value = element.plan().build(row);
        if (value != null) {
          values.add(value);
        }
      }
    }
    return values;
  }
}

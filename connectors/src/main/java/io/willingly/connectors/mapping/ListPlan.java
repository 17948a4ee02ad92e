package io.willingly.connectors.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A list; elements that are absent or whose condition does not hold are left out. */
record ListPlan(List<Element> elements) implements Plan {

  /** One element and the condition under which it is there. */
  record Element(@Nullable Expression when, Plan plan) {
    @Nullable Object build(Row row) {
      return when == null || when.holds(row.data()) ? plan.build(row) : null;
    }
  }

  @Override
  public Object build(Row row) {
    List<Object> values = new ArrayList<>();
    for (Element element : elements) {
      Object value = element.build(row);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  @Override
  public void trace(String list, Row row, BiConsumer<String, String> origins) {
    int index = 0;
    for (Element element : elements) {
      if (element.build(row) != null) {
        element.plan().trace(list + "[" + index + "]", row, origins);
        index++;
      }
    }
  }
}

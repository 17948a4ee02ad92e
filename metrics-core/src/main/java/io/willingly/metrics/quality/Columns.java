package io.willingly.metrics.quality;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one table of published numbers: the report's CSV, the {@code service-quality} topic and the
 * reference are this list, in this order. New columns go to the end.
 */
public final class Columns {
  private final List<Column> all;

  private Columns(List<Column> all) {
    this.all = all;
  }

  /** The columns under a rule set; their names and order do not depend on it. */
  public static Columns of(Definition definition) {
    return new Columns(
        Stream.of(
                HeadlineColumns.of(definition),
                RemorseColumns.of(definition),
                VoiceColumns.of(definition),
                DeedColumns.of(definition),
                PracticeColumns.of(),
                MoneyColumns.of(definition))
            .flatMap(List::stream)
            .toList());
  }

  public List<Column> all() {
    return all;
  }

  /** The names in the order of the table. */
  public List<String> names() {
    return all.stream().map(Column::name).toList();
  }

  /**
   * Names of the columns of calls. A call is held on a day, with or without a deal (R31), so these
   * are of no product line and no recurrence.
   */
  public static Set<String> ofCalls() {
    return PracticeColumns.of().stream()
        .map(Column::name)
        .filter(name -> !name.equals(PracticeColumns.OF_DEALS))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What the rates of a tally can be trusted for, in the order of the table; those without a
   * denominator and those that are no share are left out.
   *
   * @param minimum the denominator from which on a rate is told
   */
  public List<Certainty> certainties(Tally tally, int minimum) {
    List<Certainty> certainties = new ArrayList<>();
    for (Column column : all) {
      column.certainty(tally, minimum).ifPresent(certainties::add);
    }
    return certainties;
  }

  /** The values of a tally, by column name in the order of the table. */
  public Map<String, Value> values(Tally tally) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Column column : all) {
      values.put(column.name(), column.of(tally));
    }
    return values;
  }
}

package io.willingly.metrics.comparison;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;

/** Takes from tallies what is compared, as the report counts it. */
public final class Counting {
  private final Definition definition;
  private final Column answered;
  private final Column happy;

  public Counting(Definition definition) {
    this.definition = definition;
    Columns columns = Columns.of(definition);
    this.answered = column(columns, "kept_answered");
    this.happy = column(columns, "kept_happy");
  }

  private static Column column(Columns columns, String name) {
    return columns.all().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no column " + name));
  }

  /** The counts of a tally, or of a difference of tallies. */
  public Counts of(Tally tally) {
    return new Counts(
        tally.get(TallyField.WON),
        tally.sum(TallyField.REMORSE_DAY, 0, Component.REMORSE.window(definition)),
        count(answered, tally),
        count(happy, tally),
        tally.sum(TallyField.REFERRED_DAY, 0, Component.REFERRAL.window(definition)));
  }

  private static long count(Column column, Tally tally) {
    if (column.of(tally) instanceof Value.Count count) {
      return count.count();
    }
    throw new IllegalStateException(column.name() + " is no count");
  }
}

package io.willingly.streams.testing;

import io.willingly.event.Restatement;
import io.willingly.event.RestatementKey;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.schemas.topic.Topics;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Totals of restatements by scope, role, period, arrival day, field and bucket (R95): as published,
 * and as the tallies have them.
 */
public final class Restated {
  private final SortedMap<String, Long> totals = new TreeMap<>();

  /** Adds up what is on the topic. */
  public static SortedMap<String, Long> published(String bootstrap) {
    Restated sums = new Restated();
    Published.each(
        bootstrap, Topics.RESTATEMENTS, record -> sums.add(record.key(), record.value()));
    return sums.totals();
  }

  void add(RestatementKey key, Restatement value) {
    value
        .getChanges()
        .forEach(
            change ->
                add(
                    key.getScope() + "/" + key.getId() + "/" + key.getRole(),
                    key.getPeriod(),
                    (int) value.getArrivalDay().toEpochDay(),
                    TallyField.valueOf(change.getField()).key(change.getBucket()),
                    change.getChange()));
  }

  /** Adds a cell of a tally to each period that was closed when it arrived. */
  void add(ScopeId scope, String role, Cell cell) {
    Tally tally = cell.tally();
    for (Period period : Closing.STANDARD.restated(cell.key().cohortDay(), cell.arrivalDay())) {
      for (int i = 0; i < tally.size(); i++) {
        add(
            scope.kind() + "/" + scope.id() + "/" + role,
            period.toString(),
            cell.arrivalDay(),
            tally.keyAt(i),
            tally.valueAt(i));
      }
    }
  }

  private void add(String row, String period, int arrivalDay, int key, long change) {
    String field = TallyField.of(key) + "." + TallyField.bucket(key);
    totals.merge(
        String.join(" ", row, period, Integer.toString(arrivalDay), field), change, Long::sum);
  }

  /** Those that are not zero. */
  SortedMap<String, Long> totals() {
    totals.values().removeIf(total -> total == 0);
    return totals;
  }
}

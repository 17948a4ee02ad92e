package io.willingly.streams.query;

import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import java.util.List;

/** What became of delivered records; the sum of the counts is all that was delivered. */
public record Ledger(List<Row> rows) {
  public Ledger {
    rows = List.copyOf(rows);
  }

  /**
   * A count, over all partitions.
   *
   * @param run the replay run that delivered them, 0 for live traffic (R6)
   */
  public record Row(String source, String topic, Reason reason, long run, long count) {}

  /** The part a replay run delivered. */
  public Ledger ofRun(long run) {
    return new Ledger(rows.stream().filter(row -> row.run() == run).toList());
  }

  /** Records of an outcome. */
  public long total(Outcome outcome) {
    return rows.stream()
        .filter(row -> row.reason().outcome() == outcome)
        .mapToLong(Row::count)
        .sum();
  }

  /** All records. */
  public long delivered() {
    return rows.stream().mapToLong(Row::count).sum();
  }
}

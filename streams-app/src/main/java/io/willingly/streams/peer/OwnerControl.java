package io.willingly.streams.peer;

import io.willingly.metrics.fact.Fact;
import java.util.List;

/** What the owner of a data directory answers besides queries. */
public interface OwnerControl {
  /** About how many records are not counted after that time; 0 when all are. */
  long left(long millis);

  /** The organisation's date by the owner's clock, as an epoch day. */
  int today();

  /**
   * What facts would do if they were sent now, all of whose numbers may be told.
   *
   * @return JSON: {@code fates}, {@code effects} and {@code others}
   */
  String dryRun(List<Fact> facts);
}

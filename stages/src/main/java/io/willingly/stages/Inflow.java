package io.willingly.stages;

import io.willingly.event.RejectedEvent;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.TallyBytes;
import java.util.List;

/** What a stateful processor is given. */
public sealed interface Inflow {

  /** A fact that passed all checks. */
  record Valid(Fact fact) implements Inflow {}

  /**
   * A record that is no valid fact. Bad data is a value: it is counted and written out in the same
   * transaction as its offset (R62).
   *
   * @param source whose it is, or {@link Intake#UNDECODED}
   * @param run the replay run that delivered it (R6)
   * @param event what to write to the rejected events
   */
  record Refused(Reason reason, String source, long run, RejectedEvent event) implements Inflow {}

  /** Differences of one rep or scope, summed upstream. */
  record Cells(List<Cell> cells) implements Inflow {
    /** Reads a record of a repartition topic. */
    public static Inflow decode(byte[] value) {
      return new Cells(TallyBytes.decodeCells(value));
    }
  }
}

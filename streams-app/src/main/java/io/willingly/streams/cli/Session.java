package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fact.Fact;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.ReadSide;
import java.time.ZoneId;
import java.util.List;

/** A running pipeline that answers: our own, or that of the directory's live owner. */
interface Session extends Counting, ReadSide {
  @Override
  ZoneId zone();

  /** What facts would do if they were sent now: {@code fates}, {@code effects}, {@code others}. */
  ObjectNode dryRun(List<Fact> facts);

  @Override
  default Ledger ledger() {
    return queries().ledger();
  }
}

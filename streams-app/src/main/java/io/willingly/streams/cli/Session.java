package io.willingly.streams.cli;

import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.ReadSide;
import java.time.ZoneId;

/** A running pipeline that answers: our own, or that of the directory's live owner. */
interface Session extends Counting, ReadSide {
  @Override
  ZoneId zone();

  @Override
  default Ledger ledger() {
    return queries().ledger();
  }
}

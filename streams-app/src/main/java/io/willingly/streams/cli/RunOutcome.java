package io.willingly.streams.cli;

import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.query.Ledger;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits until what a run sent is counted, and prints what became of it.
 *
 * @param timeout how long to wait
 * @param json whether one JSON object is printed, not a table
 */
record RunOutcome(Host host, Duration timeout, boolean json) {

  /** What a run has sent, and how many records of others waited before it. */
  record Sent(long run, long rows, long waitedBefore) {}

  /** Gives the exit code. */
  int count(Counting session, Sent sent) {
    if (!awaitCounted(session)) {
      return CommandLineApp.FAILURE;
    }
    Ledger ledger = session.ledger();
    long resolved = Math.max(0, sent.waitedBefore() - waiting(ledger, sent.run()));
    print(ledger, sent.run(), sent.rows(), resolved);
    return 0;
  }

  private boolean awaitCounted(Counting session) {
    AtomicLong left = new AtomicLong();
    boolean drained;
    try (Progress progress = host.console().progress("counting")) {
      drained =
          session.awaitDrained(
              timeout,
              records -> {
                left.set(records);
                progress.update(records, 0, "records left");
              });
    }
    if (!drained) {
      host.console()
          .say(
              "not all is counted after %s: about %,d records are left; they are counted on the"
                      .formatted(timeout, left.get())
                  + " next start");
    }
    return drained;
  }

  /** Records of other runs that wait for something. */
  static long waiting(Ledger ledger, long run) {
    return ledger.rows().stream()
        .filter(row -> row.run() != run && row.reason().outcome() == Outcome.PENDING)
        .mapToLong(Ledger.Row::count)
        .sum();
  }

  private void print(Ledger counted, long run, long rows, long resolved) {
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    for (Ledger.Row row : counted.ofRun(run).rows()) {
      reasons.merge(row.reason(), row.count(), Long::sum);
    }
    RunLedger ledger = new RunLedger(run, rows, reasons, resolved);
    if (json) {
      host.console().out().println(ledger.json());
    } else {
      host.console().out().print(ledger.table());
    }
    if (ledger.of(Outcome.REJECTED) > 0) {
      host.console().say("`willingly rejected` says of each where it was, and what was wrong");
    }
  }
}

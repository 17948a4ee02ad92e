package io.willingly.streams.http;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.LedgerText;
import io.willingly.streams.query.PendingText;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Sheet;

/** What sources sent, and what became of it. */
final class SourceRoutes {
  private final ReadSide reads;
  private final Definition rules;

  SourceRoutes(ReadSide reads, Definition rules) {
    this.reads = reads;
    this.rules = rules;
  }

  void addTo(Routes routes) {
    Guard operators = Sight.rule(Viewer::mayOperate);
    routes
        .get("/ledger", operators, asked -> table(asked, LedgerText.of(reads.queries().ledger())))
        .get("/pending", operators, this::pending);
  }

  private Answer pending(Asked asked) {
    return table(asked, PendingText.of(reads.queries().pending(asked.asOf())));
  }

  private Answer table(Asked asked, Sheet sheet) {
    return Answer.of(AsOf.day(asked.today()), rules.version(), reads.queries().lag(), sheet::of);
  }
}

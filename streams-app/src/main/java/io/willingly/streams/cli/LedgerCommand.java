package io.willingly.streams.cli;

import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.assemble.SourceParts;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.LedgerText;
import io.willingly.streams.runtime.FollowedTopic;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly ledger}: what became of every delivered record. */
@Command(
    name = "ledger",
    description = "Print what became of every delivered record, by source and reason.",
    mixinStandardHelpOptions = true)
final class LedgerCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();
  @Mixin FormatOption format = new FormatOption();

  @Option(names = "--run", description = "of one replay: the run that its --json ledger names")
  @Nullable Long run;

  LedgerCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ask.in(
        host,
        "ledger",
        session -> {
          Ledger all = session.queries().ledger();
          Ledger ledger = run == null ? all : all.ofRun(run);
          host.console().out().print(LedgerText.of(ledger).of(format.get()));
          host.console().say("%,d records in all".formatted(ledger.delivered()));
          if (run == null) {
            parts(session);
          }
          return 0;
        });
  }

  /** What came in parts is no record of the ledger yet, and has not come to nothing. */
  private void parts(Session session) {
    try (FollowedTopic<ObjectCountKey, ObjectCount> counts =
        new FollowedTopic<>(ask.cluster(host, session), Topics.OBJECT_COUNTS)) {
      SourceParts.of(counts.rows())
          .forEach(
              (source, parts) ->
                  host.console().say("besides, of %s: %s".formatted(source, parts.text())));
    }
  }
}

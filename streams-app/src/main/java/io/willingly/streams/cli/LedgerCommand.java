package io.willingly.streams.cli;

import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.LedgerText;
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
          return 0;
        });
  }
}

package io.willingly.streams.cli;

import io.willingly.streams.query.Pending;
import io.willingly.streams.query.PendingText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code willingly pending}: what waits, for what and since when (R42). */
@Command(
    name = "pending",
    description = "Print the events that wait for another, such as a deal's, the oldest first.",
    mixinStandardHelpOptions = true)
final class PendingCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();
  @Mixin FormatOption format = new FormatOption();

  PendingCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ask.ask(
        host,
        "pending",
        (session, asOf) -> {
          Pending pending = session.queries().pending(asOf);
          host.console().out().print(PendingText.of(pending).of(format.get()));
          return 0;
        });
  }
}

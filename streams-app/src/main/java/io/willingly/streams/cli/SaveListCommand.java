package io.willingly.streams.cli;

import io.willingly.streams.query.SaveList;
import io.willingly.streams.query.SaveListText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code willingly save-list}: the customers who can still be helped. */
@Command(
    name = "save-list",
    description = "Print the customers who can still be helped, the most urgent first.",
    mixinStandardHelpOptions = true)
final class SaveListCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Mixin FormatOption format = new FormatOption();

  SaveListCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ask.ask(
        host,
        "save-list",
        (session, asOf) -> {
          SaveList list = session.queries().saveList(asOf);
          host.console().out().print(SaveListText.of(list, format.get()));
          return 0;
        });
  }
}

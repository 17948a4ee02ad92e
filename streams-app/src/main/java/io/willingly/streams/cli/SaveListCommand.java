package io.willingly.streams.cli;

import io.willingly.streams.query.SaveList;
import io.willingly.streams.query.SaveListText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly save-list}: the customers who can still be helped. */
@Command(
    name = "save-list",
    description = "Print the customers who can still be helped, the most urgent first.",
    mixinStandardHelpOptions = true)
final class SaveListCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table or csv (default: ${DEFAULT-VALUE})")
  Form format = Form.TABLE;

  /** How it is printed. */
  enum Form {
    TABLE,
    CSV
  }

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
          String text =
              switch (format) {
                case TABLE -> SaveListText.table(list);
                case CSV -> SaveListText.csv(list);
              };
          host.console().out().print(text);
          return 0;
        });
  }
}

package io.willingly.streams.cli;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.CaseFile;
import io.willingly.streams.query.CaseFileText;
import io.willingly.streams.query.CaseResult;
import io.willingly.streams.query.Unknown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code willingly deal ID}: its case file. */
@Command(
    name = "deal",
    description = "Print a deal's case file: where it stands, and every fact that bears on it.",
    mixinStandardHelpOptions = true)
final class DealCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Parameters(paramLabel = "ID", description = "the deal")
  String id = "";

  DealCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    return ask.ask(
        host,
        "deal",
        (session, asOf) -> {
          CaseResult result = session.queries().deal(id, asOf);
          if (result instanceof Unknown unknown) {
            throw new BadInput(unknown.message());
          }
          host.console().out().print(CaseFileText.of((CaseFile) result));
          return 0;
        });
  }
}

package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import io.willingly.streams.query.ClaimsText;
import io.willingly.streams.query.Format;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly claims}: what the company's own deals say of what the essays claim. */
@Command(
    name = "claims",
    description = {
      "Test what the essays claim (listening, caring questions, pressure, pace, rush, referrals,",
      "discounts) on the company's own settled deals, within rep and product line. What goes",
      "together is no proof."
    },
    mixinStandardHelpOptions = true)
final class ClaimsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(
      names = "--period",
      defaultValue = "all",
      description = "when the deals were signed, as of report (default: ${DEFAULT-VALUE})")
  String period = "";

  @Mixin FormatOption format = new FormatOption();

  ClaimsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Period cohorts = AskOptions.parse(Period::parse, period);
    Format form = format.get();
    return ask.ask(
        host,
        "claims",
        (session, asOf) -> {
          host.console().out().print(ClaimsText.of(session.queries().claims(cohorts, asOf), form));
          return 0;
        });
  }
}

package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import io.willingly.streams.query.ClaimsText;
import io.willingly.streams.query.Format;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code willingly claims}: what the company's own deals say of what the essays claim. */
@Command(
    name = "claims",
    description =
        "Test what the essays claim (listening, caring questions, pressure, pace, rush, "
            + "referrals, discounts) on the company's own settled deals, within rep and product "
            + "line. What goes together is no proof.",
    mixinStandardHelpOptions = true)
final class ClaimsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Mixin PeriodOption period = new PeriodOption();

  @Mixin FormatOption format = new FormatOption();

  ClaimsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    Period cohorts = period.get();
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

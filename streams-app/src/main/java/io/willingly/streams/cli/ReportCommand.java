package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import io.willingly.streams.query.ScopeNames;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly report}: the numbers of every rep, team or the organisation. */
@Command(
    name = "report",
    description = "Print the numbers of reps, teams or the organisation in a period.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(names = "--scope", required = true, description = "rep, team or organisation")
  String scope = "";

  @Mixin PeriodOption period = new PeriodOption();

  @Mixin FormatOption format = new FormatOption();

  @Option(
      names = "--view",
      defaultValue = "numbers",
      description =
          "numbers: a row for each scope; rates: a row for each rate, with counts, intervals and"
              + " worst case; maturity: a row for each window, observed, settled and expected"
              + " (default: ${DEFAULT-VALUE})")
  String view = "";

  ReportCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId.Kind kind = AskOptions.parse(ScopeNames::parse, scope);
    Period asked = period.get();
    Format form = format.get();
    ReportText.View shown = AskOptions.parse(ReportText.View::parse, view);
    return ask.ask(
        host,
        "report",
        (session, asOf) -> {
          Report report = session.queries().report(kind, asked, asOf);
          host.console().out().print(ReportText.of(report, shown, form));
          return 0;
        });
  }
}

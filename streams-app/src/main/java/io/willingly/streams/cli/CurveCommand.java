package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Endpoint;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Curve;
import io.willingly.streams.query.CurveResult;
import io.willingly.streams.query.CurveText;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Unknown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly curve}: an outcome by days after the signing. */
@Command(
    name = "curve",
    description =
        "Print the share of won deals with remorse, or with a referral, by each day after "
            + "the signing: Kaplan-Meier, in which young deals count for as long as they were "
            + "seen.",
    mixinStandardHelpOptions = true)
final class CurveCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Mixin ScopeOptions scope = new ScopeOptions();

  @Option(
      names = "--outcome",
      defaultValue = "remorse",
      description = "remorse or referral (default: ${DEFAULT-VALUE})")
  String outcome = "";

  @Mixin PeriodOption period = new PeriodOption();

  @Mixin FormatOption format = new FormatOption();

  CurveCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId asked = scope.get();
    Endpoint of = AskOptions.parse(Endpoint::parse, outcome);
    Period cohorts = period.get();
    Format form = format.get();
    return ask.ask(
        host,
        "curve",
        (session, asOf) -> {
          CurveResult result = session.queries().curve(asked, of, cohorts, asOf);
          if (result instanceof Unknown unknown) {
            throw new BadInput(unknown.message());
          }
          Curve curve = (Curve) result;
          host.console().out().print(CurveText.of(curve, form));
          if (form == Format.TABLE) {
            host.console()
                .say(
                    "%,d won deals, followed for up to %d days"
                        .formatted(curve.won(), curve.longestFollowUp()));
          }
          return 0;
        });
  }
}

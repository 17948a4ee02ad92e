package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.ExplainResult;
import io.willingly.streams.query.Explanation;
import io.willingly.streams.query.ExplanationText;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.Unknown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly explain}: the deals behind a rate, with reasons. */
@Command(
    name = "explain",
    description =
        "Print the won deals behind a rate with reasons. They sum to the report's "
            + "kept_happy of kept_answered (happy-to-pay; the rate is that share times the "
            + "share that kept it), remorse_30 of won (remorse) or referred_90 of won "
            + "(referral).",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Mixin ScopeOptions scope = new ScopeOptions();

  @Option(names = "--metric", required = true, description = "happy-to-pay, remorse or referral")
  String metric = "";

  @Option(
      names = "--role",
      defaultValue = CellKey.PRIMARY,
      description =
          "in the deals, as in report: ${DEFAULT-VALUE} (default) carries them; else a credited"
              + " role, such as SDR")
  String role = "";

  @Mixin PeriodOption period = new PeriodOption();

  @Mixin FormatOption format = new FormatOption();

  ExplainCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId asked = scope.get();
    Metric rate = AskOptions.parse(Metric::parse, metric);
    Period days = period.get();
    Format form = format.get();
    return ask.ask(
        host,
        "explain",
        (session, asOf) -> {
          ExplainResult result = session.queries().explain(asked, role, rate, days, asOf);
          if (result instanceof Unknown unknown) {
            throw new BadInput(unknown.message());
          }
          Explanation explanation = (Explanation) result;
          host.console().out().print(ExplanationText.of(explanation, form));
          if (explanation.deals().isEmpty()) {
            host.console()
                .say(
                    "no deal was won by %s %s in the period %s in the role %s"
                        .formatted(ScopeNames.of(asked.kind()), asked.id(), days, role));
          }
          return 0;
        });
  }
}

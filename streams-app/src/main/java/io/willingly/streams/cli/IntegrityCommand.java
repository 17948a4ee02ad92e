package io.willingly.streams.cli;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.IntegrityText;
import io.willingly.streams.query.ScopeNames;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly integrity}: whether the answers to surveys can be trusted. */
@Command(
    name = "integrity",
    description =
        "Print how surveys were answered, by rep or team: silence, straight-lining, "
            + "answers right after a call or from one origin, nobody asked where there was "
            + "trouble, happy answers followed by a reversal. A share above chance is a "
            + "question to ask, not an answer.",
    mixinStandardHelpOptions = true)
final class IntegrityCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(
      names = "--scope",
      defaultValue = "rep",
      description = "rep or team (default: ${DEFAULT-VALUE})")
  String scope = "";

  @Mixin PeriodOption period = new PeriodOption();

  @Mixin FormatOption format = new FormatOption();

  IntegrityCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId.Kind kind = AskOptions.parse(ScopeNames::parse, scope);
    if (kind == ScopeId.Kind.ORGANISATION) {
      throw new BadInput("the company is in every answer, last; --scope is rep or team");
    }
    Period cohorts = period.get();
    Format form = format.get();
    return ask.ask(
        host,
        "integrity",
        (session, asOf) -> {
          host.console()
              .out()
              .print(IntegrityText.of(session.queries().integrity(kind, cohorts, asOf), form));
          return 0;
        });
  }
}

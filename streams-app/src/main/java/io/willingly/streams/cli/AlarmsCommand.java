package io.willingly.streams.cli;

import io.willingly.metrics.alarm.Quarter;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.AlarmQueries;
import io.willingly.streams.query.AlarmText;
import io.willingly.streams.query.Alarms;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Rehearsal;
import io.willingly.streams.query.RehearsalText;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.Unknown;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly alarms}: early warnings, and what their limits are worth. */
@Command(
    name = "alarms",
    description = {
      "Print the early warnings of a quarter: where more customers take it back, regret it or are"
          + " unhappy than was to be expected, with the deals they rest on."
    },
    mixinStandardHelpOptions = true)
final class AlarmsCommand implements Callable<Integer> {
  /** More would take longer than anybody waits, and tell no more. */
  private static final int MOST_QUARTERS = 2_000;

  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(names = "--quarter", paramLabel = "YYYY-Qn", description = "default: that of today")
  @Nullable String quarter;

  @Option(
      names = "--scope",
      defaultValue = "team",
      description = "team (with the whole), or rep (default: ${DEFAULT-VALUE})")
  String scope = "";

  @Option(names = "--id", description = "one team or rep")
  @Nullable String id;

  @Option(
      names = "--simulate",
      description = {
        "Play quarters in which nothing is wrong, and print how many false alarms the limits give"
            + " and how fast each chart finds a doubling."
      })
  boolean simulate;

  @Option(
      names = "--quarters",
      paramLabel = "N",
      defaultValue = "200",
      description = "simulated quarters (default: ${DEFAULT-VALUE})")
  int quarters = 200;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "what they are drawn from (default: ${DEFAULT-VALUE})")
  long seed = 1;

  @Mixin FormatOption format = new FormatOption();

  AlarmsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId.Kind kind = AskOptions.parse(ScopeNames::parse, scope);
    Format form = format.get();
    Period asked = quarter == null ? null : AskOptions.parse(AlarmsCommand::quarter, quarter);
    if (kind == ScopeId.Kind.ORGANISATION) {
      throw new BadInput("early warnings are of teams, with the whole beside them, or of reps");
    }
    if (quarters < 1 || quarters > MOST_QUARTERS) {
      throw new BadInput(
          "--quarters is %d; 1 to %d are simulated".formatted(quarters, MOST_QUARTERS));
    }
    return ask.ask(
        host,
        "alarms",
        (session, asOf) -> {
          Period period = asked == null ? Quarter.containing(asOf.day()).period() : asked;
          AlarmQueries queries = session.alarms();
          Unknown unknown = id == null ? null : session.boards().unknown(new ScopeId(kind, id));
          if (unknown != null) {
            throw new BadInput(unknown.message());
          }
          host.console()
              .out()
              .print(
                  simulate
                      ? rehearsed(queries, kind, period, asOf, form)
                      : found(queries, kind, period, asOf, form));
          return 0;
        });
  }

  private static Period quarter(String text) {
    return new Quarter(Period.parse(text)).period();
  }

  private String found(
      AlarmQueries queries, ScopeId.Kind kind, Period period, AsOf asOf, Format form) {
    Alarms alarms = queries.alarms(kind, period, asOf);
    return AlarmText.of(
        id == null ? alarms : alarms.of(id), alarm -> queries.deals(alarm, asOf), form);
  }

  private String rehearsed(
      AlarmQueries queries, ScopeId.Kind kind, Period period, AsOf asOf, Format form) {
    Rehearsal rehearsal = queries.rehearse(kind, period, asOf, quarters, seed);
    return RehearsalText.of(id == null ? rehearsal : rehearsal.of(id), form);
  }
}

package io.willingly.streams.cli;

import io.willingly.metrics.period.Closing;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Restatements;
import io.willingly.streams.query.RestatementsResult;
import io.willingly.streams.query.RestatementsText;
import io.willingly.streams.query.RestatementsText.Telling;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.Unknown;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly restatements}: what changed since you last looked. */
@Command(
    name = "restatements",
    description =
        "Print what changed closed months, quarters and years: the rates as known on the "
            + "day before and on the day the news arrived, and the events that did it.",
    mixinStandardHelpOptions = true)
final class RestatementsCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(names = "--scope", required = true, description = "rep, team or organisation")
  String scope = "";

  @Option(names = "--id", description = "which one (default for organisation: organisation.id)")
  @Nullable String id;

  @Option(
      names = "--period",
      description = "YYYY, YYYY-Qn or YYYY-MM (default: every period that has closed)")
  @Nullable String period;

  @Option(
      names = "--since",
      paramLabel = "YYYY-MM-DD",
      description = "only what arrived on that day or later")
  @Nullable String since;

  @Mixin FormatOption format = new FormatOption();

  RestatementsCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId asked = scope(scope, id, host.settings(ask.settings, Map.of()).organisation());
    Period of = period == null ? null : closing(period);
    Integer first = since == null ? null : (Integer) AskOptions.day(since);
    Format form = format.get();
    return ask.ask(
        host,
        "restatements",
        (session, asOf) -> {
          RestatementsResult result = session.queries().restatements(asked, of, first, asOf);
          if (result instanceof Unknown unknown) {
            throw new BadInput(unknown.message());
          }
          Restatements restatements = (Restatements) result;
          host.console().out().print(RestatementsText.of(restatements, Telling.WHICH, form));
          tellTheRest(restatements, form);
          return 0;
        });
  }

  private void tellTheRest(Restatements restatements, Format form) {
    long others = restatements.rows().stream().filter(row -> row.moves().isEmpty()).count();
    if (restatements.rows().isEmpty()) {
      host.console().say("nothing changed a closed period");
    } else if (form == Format.TABLE && others > 0) {
      host.console()
          .say(
              "%,d more changes moved none of these rates; csv and json have them"
                  .formatted(others));
    }
  }

  /** A scope; the organisation need not be named. */
  static ScopeId scope(String scope, @Nullable String id, String organisation) {
    ScopeId.Kind kind = AskOptions.parse(ScopeNames::parse, scope);
    if (id == null && kind != ScopeId.Kind.ORGANISATION) {
      throw new BadInput("which " + scope + "? Name it with --id");
    }
    return new ScopeId(kind, id == null ? organisation : id);
  }

  /** A period that closes. */
  static Period closing(String text) {
    Period period = AskOptions.parse(Period::parse, text);
    if (!Closing.closes(period.kind())) {
      throw new BadInput(
          "%s never closes; months (2026-01), quarters (2026-Q1) and years (2026) do"
              .formatted(text));
    }
    return period;
  }
}

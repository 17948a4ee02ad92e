package io.willingly.streams.cli;

import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.ComparisonQueries;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Metric;
import io.willingly.streams.query.MixAnswer;
import io.willingly.streams.query.MixResult;
import io.willingly.streams.query.MixText;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.SegmentNames;
import io.willingly.streams.query.Standings;
import io.willingly.streams.query.StandingsText;
import io.willingly.streams.query.Unknown;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly compare}: reps or teams side by side, fairly. */
@Command(
    name = "compare",
    description =
        "Compare reps or teams over their settled deals: rates drawn to what is usual "
            + "where little is known, tiers at a false-discovery rate of 5 percent, intervals "
            + "of ranks, how many more answers or deals would tell, and the rate at the "
            + "company's mix of products. Best first.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private final Host host;

  @Mixin AskOptions ask = new AskOptions();

  @Option(
      names = "--scope",
      defaultValue = "rep",
      description = "rep or team (default: ${DEFAULT-VALUE})")
  String scope = "";

  @Option(
      names = "--metric",
      defaultValue = "happy-to-pay",
      description = "happy-to-pay, remorse or referral (default: ${DEFAULT-VALUE})")
  String metric = "";

  @Mixin PeriodOption period = new PeriodOption();

  @Option(names = "--product", paramLabel = "LINE", description = "deals of one product line only")
  @Nullable String product;

  @Option(names = "--recurring", description = "deals of one kind only: one-off or recurring")
  @Nullable String recurring;

  @Option(names = "--id", description = "only this rep or team")
  @Nullable String id;

  @Option(
      names = "--why",
      description =
          "with --id: why its rate differs from that at the company's mix, by kind of deal")
  boolean why;

  @Mixin FormatOption format = new FormatOption();

  CompareCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    ScopeId.Kind kind = AskOptions.parse(ScopeNames::parse, scope);
    if (kind == ScopeId.Kind.ORGANISATION) {
      throw new BadInput("the organisation is what others are compared with: --scope rep or team");
    }
    ScopeId asked = why ? asked(kind) : null;
    Metric rate = AskOptions.parse(Metric::parse, metric);
    Period days = period.get();
    Segment segment =
        new Segment(
            product, recurring == null ? null : AskOptions.parse(SegmentNames::parse, recurring));
    Format form = format.get();
    return ask.ask(
        host,
        "compare",
        (session, asOf) -> {
          ComparisonQueries queries = session.comparisons();
          host.console()
              .out()
              .print(
                  asked == null
                      ? StandingsText.of(
                          only(queries.compare(kind, rate, days, segment, asOf)), form)
                      : mix(queries.mix(asked, rate, days, segment, asOf), form));
          return 0;
        });
  }

  private ScopeId asked(ScopeId.Kind kind) {
    if (id == null) {
      throw new BadInput("whose? --why needs --id");
    }
    return new ScopeId(kind, id);
  }

  /** Of a list of all, so that ranks and tiers are those of the list. */
  private Standings only(Standings all) {
    if (id == null) {
      return all;
    }
    Standings one = all.where(id::equals);
    if (one.comparison().standings().isEmpty()) {
      throw new BadInput(MixResult.nothing(new ScopeId(all.kind(), id)).message());
    }
    return one;
  }

  private static String mix(MixResult result, Format form) {
    if (result instanceof Unknown unknown) {
      throw new BadInput(unknown.message());
    }
    return MixText.of((MixAnswer) result, form);
  }
}

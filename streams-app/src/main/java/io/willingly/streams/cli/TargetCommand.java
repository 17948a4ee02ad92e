package io.willingly.streams.cli;

import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.signoff.TargetTopic;
import io.willingly.streams.signoff.Targets;
import io.willingly.streams.signoff.Targets.At;
import io.willingly.streams.signoff.Targets.Target;
import io.willingly.streams.signoff.TargetsText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code willingly target}: the rates aimed at. */
@Command(
    name = "target",
    description = "The rates aimed at, by scope and first day: set, list and remove them.",
    mixinStandardHelpOptions = true)
final class TargetCommand {
  private static final int DIGITS = 6;

  private final Host host;

  TargetCommand(Host host) {
    this.host = host;
  }

  /** Whose target, for which rate, from when. */
  static final class Which {
    @Option(names = "--scope", required = true, description = "rep, team or organisation")
    String scope = "";

    @Option(names = "--id", description = "which one (default for organisation: organisation.id)")
    @Nullable String id;

    @Option(
        names = "--metric",
        required = true,
        description = "happy-to-pay, remorse-30 or referral-90")
    String metric = "";

    @Option(
        names = "--from",
        required = true,
        paramLabel = "YYYY-MM-DD",
        description = "first day it is in force")
    String from = "";
  }

  @Command(
      description = "Set a target, or set it anew. It is in force until the next one's first day.",
      mixinStandardHelpOptions = true)
  int set(
      @Mixin SessionOptions ask,
      @Mixin Which which,
      @Option(
              names = "--rate",
              required = true,
              paramLabel = "RATE",
              description = "the rate aimed at, 0 to 1, such as 0.82")
          String rate,
      @Option(
              names = "--by",
              required = true,
              paramLabel = "NAME",
              converter = NameConverter.class,
              description = "who sets it")
          String by,
      @Option(names = "--note", paramLabel = "TEXT", description = "why") @Nullable String note) {
    At at = at(ask, which);
    BigDecimal aimedAt = rate(rate);
    return in(
        ask,
        topic -> {
          topic.set(
              new Target(
                  at, aimedAt, by, host.clock().instant().truncatedTo(ChronoUnit.MILLIS), note));
          return 0;
        });
  }

  @Command(description = "List the targets.", mixinStandardHelpOptions = true)
  int list(
      @Mixin SessionOptions ask,
      @Mixin FormatOption format,
      @Option(
              names = "--on",
              paramLabel = "YYYY-MM-DD",
              description = "only those in force on that day")
          @Nullable String on) {
    format.get();
    Integer day = on == null ? null : (Integer) AskOptions.day(on);
    return in(
        ask,
        topic -> {
          Targets all = topic.read();
          host.console()
              .out()
              .print(TargetsText.of(day == null ? all : all.on(day)).of(format.get()));
          return 0;
        });
  }

  @Command(
      description = "Remove a target: the one before it is in force again.",
      mixinStandardHelpOptions = true)
  int remove(@Mixin SessionOptions ask, @Mixin Which which) {
    At at = at(ask, which);
    return in(
        ask,
        topic -> {
          if (topic.read().all().stream().noneMatch(target -> target.at().equals(at))) {
            throw new BadInput("there is no such target; `willingly target list` lists them");
          }
          topic.remove(at);
          return 0;
        });
  }

  private int in(SessionOptions ask, ToIntFunction<TargetTopic> task) {
    return ask.in(
        host, "target", session -> task.applyAsInt(new TargetTopic(ask.cluster(host, session))));
  }

  private At at(SessionOptions ask, Which which) {
    ScopeId scope =
        RestatementsCommand.scope(
            which.scope, which.id, host.settings(ask.settings, Map.of()).organisation());
    return new At(
        scope, AskOptions.parse(Headline::parse, which.metric), AskOptions.day(which.from));
  }

  private static BigDecimal rate(String text) {
    try {
      BigDecimal rate = new BigDecimal(text).setScale(DIGITS, RoundingMode.UNNECESSARY);
      if (rate.signum() >= 0 && rate.compareTo(BigDecimal.ONE) <= 0) {
        return rate;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BadInput(notARate(text), e);
    }
    throw new BadInput(notARate(text));
  }

  private static String notARate(String text) {
    return "no rate: '%s'; expected is a number from 0 to 1 of at most %d digits, such as 0.82"
        .formatted(text, DIGITS);
  }
}

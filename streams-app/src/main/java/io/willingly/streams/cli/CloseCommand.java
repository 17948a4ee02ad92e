package io.willingly.streams.cli;

import io.willingly.event.SignOff;
import io.willingly.metrics.period.Period;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.Figures;
import io.willingly.streams.signoff.Audit;
import io.willingly.streams.signoff.SignOffs;
import io.willingly.streams.signoff.SignOffs.Signed;
import io.willingly.streams.signoff.SignOffsText;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code willingly close}: signs the figures of a period, and compares them with what was signed.
 */
@Command(
    name = "close",
    description =
        "Sign the figures of a month, quarter or year; list what was signed; or verify "
            + "that the same figures come out today. Signed is the SHA-256 of what `willingly "
            + "report --format csv --period P --as-known-on DAY` prints for --scope "
            + "organisation, then team, then rep.",
    mixinStandardHelpOptions = true)
final class CloseCommand implements Callable<Integer> {
  private final Host host;

  @Mixin SessionOptions ask = new SessionOptions();

  @ArgGroup(exclusive = true, multiplicity = "1")
  Task task = new Task();

  @Mixin FormatOption format = new FormatOption();

  CloseCommand(Host host) {
    this.host = host;
  }

  /** One of three. */
  static final class Task {
    @ArgGroup(exclusive = false)
    @Nullable Signing sign;

    @Option(names = "--list", required = true, description = "Print all that was signed.")
    boolean list;

    @Option(
        names = "--verify",
        required = true,
        paramLabel = "PERIOD",
        description =
            "Compute the figures again, as known on the day that was signed; exit code 1 if they"
                + " differ.")
    @Nullable String verify;
  }

  /** What is signed, and by whom. */
  static final class Signing {
    @Option(
        names = "--period",
        required = true,
        description = "YYYY, YYYY-Qn or YYYY-MM; it must be over.")
    String period = "";

    @Option(
        names = "--by",
        required = true,
        paramLabel = "NAME",
        converter = NameConverter.class,
        description = "Who signs.")
    String by = "";

    @Option(
        names = "--as-known-on",
        paramLabel = "YYYY-MM-DD",
        description = "Sign the figures as they were at the end of that day (default: today).")
    @Nullable String knownOn;

    @Option(
        names = "--again",
        description = "Sign a period that is signed already; the earlier sign-off stays.")
    boolean again;
  }

  @Override
  public Integer call() {
    format.get();
    Signing sign = task.sign;
    String verify = task.verify;
    if (sign != null) {
      Period period = RestatementsCommand.closing(sign.period);
      Integer knownOn = sign.knownOn == null ? null : (Integer) AskOptions.day(sign.knownOn);
      return ask.in(host, "close", session -> sign(session, sign, period, knownOn));
    }
    if (verify != null) {
      Period period = RestatementsCommand.closing(verify);
      return ask.in(host, "close", session -> verify(session, period));
    }
    return ask.in(host, "close", this::list);
  }

  private int sign(Session session, Signing sign, Period period, @Nullable Integer asked) {
    int today = session.today();
    int knownOn = asked == null ? today : asked;
    if (!session.awaitDrained(ask.timeout, left -> {})) {
      throw new IllegalStateException("nothing is signed: not all is counted after " + ask.timeout);
    }
    Figures figures = session.queries().figures(period, knownOn, List.of());
    requireOver(figures, period, today);
    SignOffs signOffs = signOffs(session);
    SignOffs.latest(signOffs.read(), period)
        .filter(earlier -> !sign.again)
        .ifPresent(CloseCommand::refuse);
    if (figures.organisation().isEmpty()) {
      throw new BadInput(
          "nothing is signed: of %s nothing was known on %s".formatted(period, date(knownOn)));
    }
    Signed signed =
        signOffs.sign(figures, sign.by, host.clock().instant().truncatedTo(ChronoUnit.MILLIS));
    host.console().out().print(SignOffsText.of(List.of(signed)).of(format.get()));
    tellWhatMayCome(figures, today);
    return 0;
  }

  private static void requireOver(Figures figures, Period period, int today) {
    int last = period.days(today).last();
    if (last >= today || last > figures.knownOn()) {
      throw new BadInput(
          "%s is not over on %s: its last day is %s, and it closes by rule on %s"
              .formatted(
                  period,
                  date(Math.min(today, figures.knownOn())),
                  date(last),
                  date(figures.closesOn())));
    }
    if (figures.knownOn() > today) {
      throw new BadInput("nobody knows yet what is known on " + date(figures.knownOn()));
    }
  }

  private static void refuse(Signed earlier) {
    throw new BadInput(
        "%s was signed by %s on %s, as known on %s; --again signs it once more"
            .formatted(
                earlier.period(),
                earlier.signOff().getSignedBy(),
                earlier.signOff().getSignedAt(),
                earlier.signOff().getKnownOn()));
  }

  private void tellWhatMayCome(Figures figures, int today) {
    if (figures.knownOn() == today) {
      host.console()
          .say(
              "what still arrives today counts as known on %s and will show in --verify"
                  .formatted(date(today)));
    }
    if (today <= figures.closesOn()) {
      host.console()
          .say(
              "%s closes by rule on %s; what arrives until then is no restatement of it"
                  .formatted(figures.period(), date(figures.closesOn())));
    }
  }

  private int verify(Session session, Period period) {
    Signed signed =
        SignOffs.latest(signOffs(session).read(), period)
            .orElseThrow(() -> new BadInput(period + " was never signed"));
    SignOff then = signed.signOff();
    int knownOn = Math.toIntExact(then.getKnownOn().toEpochDay());
    Figures now = session.queries().figures(period, knownOn, Audit.columns(signed));
    List<String> differences = Audit.of(signed, now).differences();
    differences.forEach(host.console().out()::println);
    host.console()
        .say(
            "%s, signed by %s on %s as known on %s: %s"
                .formatted(
                    period,
                    then.getSignedBy(),
                    then.getSignedAt(),
                    then.getKnownOn(),
                    differences.isEmpty() ? "equal, " + then.getSha256() : "differs, see above"));
    return differences.isEmpty() ? 0 : CommandLineApp.FAILURE;
  }

  private int list(Session session) {
    host.console().out().print(SignOffsText.of(signOffs(session).read()).of(format.get()));
    return 0;
  }

  private static String date(int day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  private SignOffs signOffs(Session session) {
    return new SignOffs(ask.cluster(host, session));
  }
}

package io.willingly.streams.cli;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.AsOf;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every question about numbers takes besides: as of which day, and as known on which. */
final class AskOptions extends SessionOptions {
  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description =
          "Date of the question: the end of rolling periods (default: that of --as-known-on, else"
              + " today).")
  @Nullable String asOf;

  @Option(
      names = "--as-known-on",
      paramLabel = "YYYY-MM-DD",
      description = "The answer as it was at the end of that day: later arrivals do not count.")
  @Nullable String asKnownOn;

  /** A question, once the pipeline is there. */
  interface Question {
    /**
     * Asks and prints.
     *
     * @return exit code
     */
    int ask(Session session, AsOf asOf);
  }

  /** Opens a session on the directory, catches up when it is our own, and asks. */
  int ask(Host host, String command, Question question) {
    Integer known = asKnownOn == null ? null : (Integer) day(asKnownOn);
    Integer day = asOf == null ? known : (Integer) day(asOf);
    return in(
        host,
        command,
        session -> {
          int today = session.today();
          requirePast("--as-known-on", known, today);
          requirePast("--as-of", day, today);
          return question.ask(session, new AsOf(day == null ? today : day, known));
        });
  }

  private static void requirePast(String option, @Nullable Integer day, int today) {
    if (day != null && day > today) {
      throw new BadInput(
          "%s %s is still to come, and nobody knows it yet: today is %s"
              .formatted(option, LocalDate.ofEpochDay(day), LocalDate.ofEpochDay(today)));
    }
  }

  static int day(String date) {
    try {
      return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    } catch (DateTimeException e) {
      throw new BadInput("no date: '" + date + "'; expected is YYYY-MM-DD", e);
    }
  }

  /** Parses with a parser that throws {@link IllegalArgumentException}. */
  static <T> T parse(Function<String, T> parser, String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }
}

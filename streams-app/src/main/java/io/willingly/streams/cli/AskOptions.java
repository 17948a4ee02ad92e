package io.willingly.streams.cli;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.PeerClient;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every question takes: where, and as of which day. */
final class AskOptions {
  /** As R55: what is asked for at once is committed often. */
  private static final Duration COMMIT = Duration.ofMillis(200);

  @Mixin SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description = "Date of the question: the end of rolling periods (default: today).")
  @Nullable String asOf;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description =
          "How long to wait until all is counted, where no pipeline is live (default:"
              + " ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofMinutes(30);

  /** A question, once the pipeline is there. */
  interface Question {
    /**
     * Asks and prints.
     *
     * @param asOf epoch day
     * @return exit code
     */
    int ask(Session session, int asOf);
  }

  /** Opens a session on the directory, catches up when it is our own, and asks. */
  int ask(Host host, String command, Question question) {
    Integer day = asOf == null ? null : day(asOf);
    Settings read = host.settings(settings, Map.of());
    if (read.kafka().embedded()
        && host.owner(read).isEmpty()
        && !Files.exists(read.dataDir().resolve(OwnSession.BROKER))) {
      throw new BadInput(
          "nothing is counted in %s yet: `willingly replay` or `demo` begins; elsewhere: --data DIR"
              .formatted(read.dataDir()));
    }
    while (true) {
      try (Session session = host.open(read, new Purpose(command, COMMIT))) {
        boolean complete = complete(host.console(), session);
        int code = question.ask(session, day == null ? session.today() : day);
        return complete ? code : CommandLineApp.FAILURE;
      } catch (PeerClient.OwnerGone e) {
        // It stopped meanwhile: the next round asks its successor, or answers itself.
        Waiting.pause(Host.LOOK_MILLIS);
      }
    }
  }

  /**
   * A live pipeline answers as of now; one of our own first reads what an earlier owner left.
   *
   * @return false when it did not get to the end: then the answer is not the answer
   */
  private boolean complete(Console console, Session session) {
    if (!(session instanceof OwnSession)) {
      long lag = session.queries().lag();
      if (lag > 0) {
        console.say("about %,d records are not counted yet; the numbers move".formatted(lag));
      }
      return true;
    }
    AtomicLong left = new AtomicLong();
    try (Progress progress = console.progress("catching up")) {
      boolean drained =
          session.awaitDrained(
              timeout,
              records -> {
                left.set(records);
                progress.update(records, 0, "records left");
              });
      if (!drained) {
        console.say(
            "not all is counted after %s: about %,d records are left, and the numbers are not final;"
                    .formatted(timeout, left.get())
                + " ask again, or give it a longer --timeout");
      }
      return drained;
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

package io.willingly.streams.cli;

import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.peer.PeerClient;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every question takes: where, and as of which day. */
final class AskOptions {
  private static final Duration CATCH_UP = Duration.ofMinutes(30);

  /** As R55: what is asked for at once is committed often. */
  private static final Duration COMMIT = Duration.ofMillis(200);

  @Mixin SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--as-of",
      paramLabel = "YYYY-MM-DD",
      description = "Date of the question: the end of rolling periods (default: today).")
  @Nullable String asOf;

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
    if (!read.kafka().embedded() && host.owner(read).isEmpty()) {
      throw new BadInput(
          "no live `willingly run` on "
              + read.dataDir()
              + "; with a cluster, ask on a machine and directory where one runs");
    }
    while (true) {
      try (Session session = host.open(read, new Purpose(command, COMMIT))) {
        host.catchUp(session, CATCH_UP);
        return question.ask(session, day == null ? session.today() : day);
      } catch (PeerClient.OwnerGone e) {
        // It stopped meanwhile: the next round asks its successor, or answers itself.
        Waiting.pause(Host.LOOK_MILLIS);
      }
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

package io.willingly.streams.cli;

import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.guess.Guesser;
import io.willingly.connectors.mapping.InputException;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Format;
import io.willingly.streams.query.Report;
import io.willingly.streams.query.ReportText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code willingly try}: the numbers of somebody's own exports, without any setting up. */
@Command(
    name = "try",
    description = {
      "Guess what your CSV exports are - deals, survey answers, calls, referrals, reps -, count them"
          + " aside, print the numbers, and forget them. Nothing leaves this machine."
    },
    mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {
  private final Host host;

  @Option(
      names = "--set",
      paramLabel = "FIELD=COLUMN",
      description =
          "Correct a guess: deals.rep=Owner; won=Sold,Signed for the stages; currency=EUR;"
              + " dates=day-first; answers.csv=surveys for the kind of a file. Repeatable.")
  Map<String, String> corrections = new LinkedHashMap<>();

  @Option(names = "--yes", description = "Do not ask whether the guess is right.")
  boolean yes;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Keep the mapping there, for `replay --source DIR`.")
  @Nullable Path save;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Count into this new directory and keep it, for `report --data DIR`.")
  @Nullable Path keep;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as YAML.")
  @Nullable Path config;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description = "How long to wait until all is counted (default: ${DEFAULT-VALUE}).")
  Duration timeout = Duration.ofMinutes(30);

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "your CSV files")
  List<Path> files = List.of();

  TryCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws IOException {
    SettingsOptions options = new SettingsOptions();
    options.config = config;
    Settings settings = host.settings(options, Map.of());
    InputPaths.requireReadable(files);
    requireNew(save, "--save");
    requireNew(keep, "--keep");
    Guess guess = guess();
    host.console().err().print(TryText.table(guess));
    if (guess.mapping() == null) {
      throw new BadInput(TryText.problems(guess));
    }
    if (!agreed()) {
      host.console().say("nothing is counted; correct it with --set FIELD=COLUMN");
      return 0;
    }
    if (save != null) {
      Files.createDirectories(save);
      Files.writeString(save.resolve("mapping.yaml"), guess.mapping());
      host.console()
          .say(
              "the mapping is in %s: `willingly replay --source %s FILE...`".formatted(save, save));
    }
    Path directory = keep == null ? Files.createTempDirectory("willingly-try") : keep;
    try (Opened opened = Opened.nothing()) {
      if (keep == null) {
        opened.add(() -> TrialRoom.remove(directory));
      }
      count(guess, opened.add(new TrialRoom(host, directory, settings)));
    }
    return 0;
  }

  private Guess guess() {
    try {
      return Guesser.guess(files, corrections);
    } catch (InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private void count(Guess guess, TrialRoom room) {
    long begun = System.nanoTime();
    TrialRoom.Counted counted = room.count(guess, files, timeout);
    counted.rejected().forEach(host.console()::say);
    counted.unread().forEach(host.console()::say);
    long more = counted.unreadValues() - counted.unread().size();
    if (more > 0) {
      host.console().say("%,d values more cannot be read and are left out".formatted(more));
    }
    counted.waiting().forEach(waiting -> host.console().say(waiting.text()));
    Session session = room.session();
    AsOf today = AsOf.day(session.today());
    for (ScopeId.Kind kind : List.of(ScopeId.Kind.REP, ScopeId.Kind.ORGANISATION)) {
      Report report = session.queries().report(kind, Period.ALL, today);
      host.console().out().print(ReportText.of(report, Format.TABLE));
    }
    host.console().out().print(counted.ledger().table());
    host.console()
        .say(
            "%,d rows, %,d events counted in %.1f s%s"
                .formatted(
                    counted.ledger().rows(),
                    counted.ledger().of(Outcome.COUNTED),
                    (System.nanoTime() - begun) / 1e9,
                    keep == null
                        ? "; nothing is kept"
                        : "; kept in %s: `willingly report --data %s --scope rep`"
                            .formatted(keep, keep)));
  }

  private static void requireNew(@Nullable Path directory, String option) {
    if (directory != null && Files.exists(directory)) {
      throw new BadInput("%s %s: is there already; name a new one".formatted(option, directory));
    }
  }

  /** Asks only a person: at the end of the input nobody is there. */
  private boolean agreed() {
    if (yes || !host.console().errIsTerminal() || !host.console().outIsTerminal()) {
      return true;
    }
    host.console().err().print("Is this right? [Y/n] ");
    host.console().err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return answer == null || answer.isBlank() || answer.strip().matches("(?i)y(es)?");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.willingly.streams.cli;

import io.willingly.streams.config.BadInput;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** All commands, and how they end: 0 done, 1 failure, 2 bad input (R80). */
final class CommandLineApp {
  static final int FAILURE = 1;
  static final int BAD_INPUT = 2;

  private static final Logger LOG = LoggerFactory.getLogger(CommandLineApp.class);

  private final Console console;
  private final CommandLine commandLine;

  CommandLineApp(Console console, Map<String, String> environment, Clock clock) {
    this.console = console;
    Host host = new Host(console, environment, clock);
    this.commandLine =
        new CommandLine(new Root())
            .addSubcommand(new DemoCommand(host))
            .addSubcommand(new TryCommand(host))
            .addSubcommand(new RunCommand(host))
            .addSubcommand(new ReplayCommand(host))
            .addSubcommand(new ListenCommand(host))
            .addSubcommand(new PullCommand(host))
            .addSubcommand(
                new CommandLine(new SourceCommand())
                    .addSubcommand(new SourceInitCommand(host))
                    .addSubcommand(new SourceLintCommand(host))
                    .addSubcommand(new SourceTestCommand(host)))
            .addSubcommand(new MapCommand(host, System.in))
            .addSubcommand(new SendCommand(host))
            .addSubcommand(new ReconcileCommand(host))
            .addSubcommand(new ReportCommand(host))
            .addSubcommand(new ClaimsCommand(host))
            .addSubcommand(new CurveCommand(host))
            .addSubcommand(new IntegrityCommand(host))
            .addSubcommand(new ExplainCommand(host))
            .addSubcommand(new RestatementsCommand(host))
            .addSubcommand(new CloseCommand(host))
            .addSubcommand(new TargetCommand(host))
            .addSubcommand(new CompareCommand(host))
            .addSubcommand(new DealCommand(host))
            .addSubcommand(new SaveListCommand(host))
            .addSubcommand(new AlarmsCommand(host))
            .addSubcommand(new LedgerCommand(host))
            .addSubcommand(new ExportCommand(host))
            .addSubcommand(new PendingCommand(host))
            .addSubcommand(new AliasCommand(host))
            .addSubcommand(
                new CommandLine(new RejectedCommand(host))
                    .addSubcommand(new RejectedReplayCommand(host)))
            .addSubcommand(new RepsCommand(host))
            .addSubcommand(new TopicsCommand(host))
            .addSubcommand(new DefinitionsCommand(host))
            .addSubcommand(new AccessCommand(host))
            .setOut(writer(console.out()))
            .setErr(writer(console.err()))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((e, command, parsed) -> explain(e))
            .setUsageHelpAutoWidth(true);
  }

  int run(String... args) {
    return commandLine.execute(args);
  }

  private int explain(Exception e) {
    if (e instanceof BadInput) {
      console.say(String.valueOf(e.getMessage()));
      return BAD_INPUT;
    }
    LOG.info("command failed", e);
    console.say("failed: " + message(e));
    return FAILURE;
  }

  /**
   * Of what failed inside a library the last word that is ours, which says what to do; without one
   * what it did, and why that failed.
   */
  static String message(Exception thrown) {
    // A future adds nothing to what it failed with.
    Throwable e =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    Throwable ours = null;
    Throwable last = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getClass().getName().startsWith("io.willingly.")) {
        ours = cause;
      }
      last = cause;
    }
    if (ours == null) {
      // A library wraps what was wrong in what it was doing: "Failed to create new client".
      return last == e ? text(e) : text(e) + ": " + text(last);
    }
    return text(ours);
  }

  private static String text(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** What the help of {@code willingly} says. */
  @Command(
      name = "willingly",
      description = "Were your customers happy to pay?",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit codes: 0 done, 1 failure, 2 bad input. Results go to standard output, all else to",
        "standard error. Settings: file < environment (WILLINGLY_*) < flags."
      })
  static final class Root {}

  /** The version the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"willingly " + Build.id()};
    }
  }
}

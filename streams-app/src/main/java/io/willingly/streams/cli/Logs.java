package io.willingly.streams.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where log lines go: our warnings to standard error, and everything worth keeping, Kafka's too, to
 * {@code DIR/logs} of the process that owns the data directory.
 */
final class Logs {
  private static final int MAX_BYTES = 10 << 20;
  private static final int FILES = 3;
  private static final String OURS = "io.willingly";
  // Kafka logs its whole configuration at INFO on each start.
  private static final String LEVELS =
      """
      .level=WARNING
      io.willingly.level=INFO
      java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n
      """;

  private Logs() {}

  /** Before anything logs: our warnings to standard error. */
  static void toStandardError(PrintStream err) {
    try {
      LogManager.getLogManager()
          .readConfiguration(new ByteArrayInputStream(LEVELS.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    root().addHandler(new StandardError(err));
  }

  /** Until closed, everything to the directory's log files as well. */
  static AutoCloseable toDirectory(Path dataDir) {
    Path logs = dataDir.resolve("logs");
    try {
      Files.createDirectories(logs);
      FileHandler file =
          new FileHandler(logs.resolve("willingly.%g.log").toString(), MAX_BYTES, FILES, true);
      file.setFormatter(new SimpleFormatter());
      file.setEncoding("UTF-8");
      root().addHandler(file);
      return () -> {
        root().removeHandler(file);
        file.close();
      };
    } catch (IOException e) {
      throw new UncheckedIOException("cannot log to " + logs, e);
    }
  }

  private static Logger root() {
    return Logger.getLogger("");
  }

  /** Our warnings, without Kafka's. */
  private static final class StandardError extends Handler {
    private final PrintStream err;

    StandardError(PrintStream err) {
      this.err = err;
      setLevel(Level.WARNING);
      setFormatter(
          new Formatter() {
            @Override
            public String format(LogRecord record) {
              return "willingly: " + record.getLevel() + " " + formatMessage(record);
            }
          });
    }

    @Override
    public void publish(LogRecord record) {
      boolean ours = String.valueOf(record.getLoggerName()).startsWith(OURS);
      if (ours && isLoggable(record)) {
        err.println(getFormatter().format(record));
      }
    }

    @Override
    public void flush() {
      err.flush();
    }

    @Override
    public void close() {
      flush();
    }
  }
}

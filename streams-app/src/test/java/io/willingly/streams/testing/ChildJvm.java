package io.willingly.streams.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A main class in a process of its own, so that it can be killed. */
public final class ChildJvm implements AutoCloseable {
  private static final long STEP_MILLIS = 20;

  /** What a failure shows of the output: its end, a thread dump included. */
  private static final int LOG_LINES = 400;

  private final Process process;
  private final Path output;

  private ChildJvm(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  public static ChildJvm start(Path output, Class<?> main, String... arguments) {
    return start(output, System.getProperty("java.class.path"), main, arguments);
  }

  public static ChildJvm start(Path output, String classPath, Class<?> main, String... arguments) {
    return start(output, List.of(), classPath, Map.of(), main.getName(), List.of(arguments));
  }

  /** A program of others, with options of the JVM and variables of its own. */
  static ChildJvm start(
      Path output,
      List<String> options,
      String classPath,
      Map<String, String> environment,
      String main,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    // Short runs: the second compiler would take the cores from what is tested.
    command.add("-XX:TieredStopAtLevel=1");
    String logging = System.getProperty("java.util.logging.config.file");
    if (logging != null) {
      command.add("-Djava.util.logging.config.file=" + logging);
    }
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(arguments);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      builder.environment().putAll(environment);
      return new ChildJvm(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a condition while the process lives. */
  public void await(String what, Duration timeout, BooleanSupplier condition) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (exitsWithin(STEP_MILLIS)) {
        throw new AssertionError(
            "the process ended with " + process.exitValue() + " before " + what + ":\n" + log());
      }
      if (System.nanoTime() > deadline) {
        // What it is doing comes last in its log, which a kill would take with it.
        dumpThreads();
        throw new AssertionError("no " + what + " in " + timeout + ":\n" + log());
      }
    }
  }

  public boolean exitsWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until it has ended well. */
  public void succeeds(Duration timeout) {
    if (!exitsWithin(timeout.toMillis())) {
      dumpThreads();
      throw new AssertionError("has not ended in " + timeout + ":\n" + log());
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("ended with " + process.exitValue() + ":\n" + log());
    }
  }

  /** SIGKILL: nothing of it runs any more when this returns. */
  public void kill() {
    process.destroyForcibly();
    if (!exitsWithin(TimeUnit.SECONDS.toMillis(30))) {
      throw new AssertionError("cannot kill " + process.pid());
    }
  }

  /** SIGTERM: it may end in order, and has when this returns. */
  public void stop(Duration timeout) {
    process.destroy();
    if (!exitsWithin(timeout.toMillis())) {
      dumpThreads();
      throw new AssertionError("has not ended in " + timeout + ":\n" + log());
    }
  }

  /** SIGQUIT: a JVM writes its threads to its standard output and lives on. */
  private void dumpThreads() {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
      exitsWithin(TimeUnit.SECONDS.toMillis(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(output);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

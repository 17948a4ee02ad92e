package io.willingly.streams.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process in which Flink runs: its jars and ours cannot share a class path. Settings go in by
 * its standard input, for some are secrets, and the end of that stops it, so that it never outlives
 * us; what it says on its standard output are its states.
 */
final class FlinkProcess implements AutoCloseable {
  private static final String MAIN = "io.willingly.flink.LocalMain";
  private static final String RUNNING = "running";
  private static final String FAILED = "failed ";
  private static final String WAITING = "waiting: ";
  private static final Logger LOG = LoggerFactory.getLogger(FlinkProcess.class);
  private static final long STOP_SECONDS = 40;

  /** What Flink's own scripts open: it copies and inspects objects of the JDK. */
  private static final List<String> OPENED =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED");

  /** Of direct memory only what the subtasks need is taken, with 64 of them 3 GiB. */
  private static final List<String> MEMORY =
      List.of("-Xms64m", "-Xmx512m", "-XX:MaxMetaspaceSize=192m", "-XX:MaxDirectMemorySize=4g");

  private static final String LOG_FORMAT =
      "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n";

  /** That Flink 2.3 supports. On 25 its actors sleep over messages: a job begins late or never. */
  private static final int LATEST_JAVA = 21;

  private final Process process;
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private FlinkProcess(Process process) {
    this.process = process;
  }

  /**
   * The runner's jar.
   *
   * @param home folder of it and of {@code lib}
   * @throws IllegalStateException when it is not there, with how to get it
   */
  static Path runner(Path home) {
    Path jar = home.resolve("willingly-flink.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          jar
              + " is missing: in a checkout `./willingly run --engine flink` builds it, or `mvn -pl"
              + " flink-runner -am package`; the container image has none");
    }
    return jar;
  }

  /**
   * Checks that Flink runs on a version of Java.
   *
   * @throws IllegalStateException when it does not, with what to do
   */
  static void requireJava(int version) {
    if (version > LATEST_JAVA) {
      throw new IllegalStateException(
          "Apache Flink 2.3 does not run on Java %d: set JAVA_HOME to a JDK 17 to %d"
              .formatted(version, LATEST_JAVA));
    }
  }

  /**
   * Starts it.
   *
   * @param runner its jar
   * @param settings of its {@code LocalMain}
   * @param logs folder it logs to
   */
  static FlinkProcess start(Path runner, Map<String, String> settings, Path logs) {
    Path log = logs.resolve("flink.0.log");
    Path err = logs.resolve("flink.err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(MEMORY);
    command.addAll(OPENED);
    command.add(LOG_FORMAT);
    command.addAll(
        List.of(
            "-cp",
            runner + File.pathSeparator + runner.resolveSibling("lib/*"),
            MAIN,
            logs.toString().replace("%", "%%") + "/flink.%g.log"));
    try {
      FlinkProcess started =
          new FlinkProcess(
              new ProcessBuilder(command)
                  // Of the JVM itself, and of what fails before there is a log.
                  .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                  .start());
      started.say(settings);
      Thread listener = new Thread(() -> started.listen(log, err), "flink-states");
      listener.setDaemon(true);
      listener.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Flink: " + e.getMessage(), e);
    }
  }

  private void say(Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    // Not closed: its end is ours.
    Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    properties.store(in, null);
    in.write("\n");
    in.flush();
  }

  private void listen(Path log, Path err) {
    String reason = "it was killed, or ran out of memory";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals(RUNNING)) {
          running.complete(null);
        } else if (line.startsWith(FAILED)) {
          reason = line.substring(FAILED.length());
        } else if (line.startsWith(WAITING)) {
          LOG.warn(line);
        }
      }
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
    }
    IllegalStateException failure =
        new IllegalStateException(
            "Flink has stopped: %s (%s has more, or %s)".formatted(reason, log, err.getFileName()));
    running.completeExceptionally(failure);
    stopped.completeExceptionally(failure);
  }

  /**
   * Waits until the job reads.
   *
   * @throws IllegalStateException when it ended before, with why
   */
  void awaitRunning() {
    try {
      running.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw e.getCause() instanceof IllegalStateException known ? known : e;
    }
  }

  /** Completes exceptionally when it has ended, with why. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Stops it; all that it has read is published then. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}

package io.willingly.streams.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Flink cluster as its operators have it: a job manager, task managers that can be killed, and
 * {@code flink}. Of the job it has nothing: that is in the jar it is given.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");

  /** What no distribution of Flink has. */
  private static final List<String> JOBS =
      List.of(
          "avro-",
          "commons-codec-",
          "commons-numbers-",
          "commons-rng-",
          "commons-statistics-",
          "flink-connector-kafka-",
          "jackson-",
          "kafka-clients-",
          "metrics-core-",
          "schemas-",
          "stages-",
          "zstd-jni-");

  /** Flink's scripts reckon these from one number. */
  private static final Map<String, String> MEMORY =
      Map.of(
          "framework.heap.size", "128m",
          "framework.off-heap.size", "64m",
          "task.heap.size", "256m",
          "task.off-heap.size", "0m",
          "network.min", "32m",
          "network.max", "32m",
          "managed.size", "128m",
          "jvm-metaspace.size", "128m",
          "jvm-overhead.min", "64m",
          "jvm-overhead.max", "64m");

  private final Path directory;
  private final Path job;
  private final String classPath;
  private final ChildJvm jobManager;
  private ChildJvm taskManager;

  private FlinkCluster(Path directory, Path built) {
    this.directory = directory;
    this.job = built.resolve("willingly-flink-job.jar");
    this.classPath = classPath(built.resolve("lib"));
    configure(directory.resolve("config.yaml"));
    jobManager =
        start(
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
            "--executionMode",
            "cluster");
    taskManager = taskManager();
  }

  /**
   * Starts one with one task manager, of two slots.
   *
   * @param directory of its settings and logs
   * @param built of the runner: the job, and the jars of Flink among those of {@code lib}
   */
  public static FlinkCluster start(Path directory, Path built) {
    return new FlinkCluster(directory, built);
  }

  private static String classPath(Path lib) {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(jar -> JOBS.stream().noneMatch(jar.getFileName().toString()::startsWith))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void configure(Path file) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("jobmanager.rpc.address", "127.0.0.1");
    settings.put("jobmanager.rpc.port", Integer.toString(Ports.free()));
    settings.put("rest.address", "127.0.0.1");
    settings.put("rest.port", Integer.toString(Ports.free()));
    settings.put("taskmanager.host", "127.0.0.1");
    settings.put("taskmanager.numberOfTaskSlots", "2");
    settings.put("taskmanager.cpu.cores", "2");
    MEMORY.forEach((part, size) -> settings.put("taskmanager.memory." + part, size));
    settings.put("parallelism.default", "2");
    // Who is killed is soon missed.
    settings.put("heartbeat.interval", "500");
    try {
      Files.createDirectories(file.getParent());
      Files.write(
          file,
          settings.entrySet().stream().map(set -> set.getKey() + ": " + set.getValue()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildJvm taskManager() {
    return start("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
  }

  private ChildJvm start(String main, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--configDir", directory.toString()));
    arguments.addAll(List.of(more));
    return jvm(
        directory.resolve(main.substring(main.lastIndexOf('.') + 1) + ".log"), main, arguments);
  }

  private ChildJvm jvm(Path output, String main, List<String> arguments) {
    return ChildJvm.start(
        output,
        // As Flink's scripts do.
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED"),
        classPath,
        Map.of("FLINK_CONF_DIR", directory.toString()),
        main,
        arguments);
  }

  /** SIGKILL of the task manager, and another in its place. */
  public void killTaskManager() {
    taskManager.kill();
    taskManager = taskManager();
  }

  /**
   * {@code flink run -d}.
   *
   * @param savepoint where to go on
   * @param arguments of the job
   * @return id of the job
   */
  public String run(String savepoint, String... arguments) {
    List<String> command = new ArrayList<>(List.of("run", "-d", "-s", savepoint, job.toString()));
    command.addAll(List.of(arguments));
    String said = flink(command);
    Matcher submitted = SUBMITTED.matcher(said);
    if (!submitted.find()) {
      throw new AssertionError(said);
    }
    return submitted.group(1);
  }

  /** {@code flink stop}, with a savepoint in a directory. */
  public void stop(String job, Path savepoints) {
    flink(List.of("stop", "-p", savepoints.toUri().toString(), job));
  }

  /** Waits for a condition while the task manager lives. */
  public void await(String what, BooleanSupplier condition) {
    taskManager.await(what, PipelineRun.LONG, condition);
  }

  private String flink(List<String> command) {
    try {
      Path output = Files.createTempFile(directory, "flink", ".log");
      try (ChildJvm client = jvm(output, "org.apache.flink.client.cli.CliFrontend", command)) {
        client.succeeds(PipelineRun.LONG);
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    taskManager.close();
    jobManager.close();
  }
}

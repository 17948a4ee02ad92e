package io.willingly.flink;

import io.willingly.stages.FlinkGroups;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.SimpleFormatter;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job and a Flink of its own in one process, started and watched by {@code willingly run
 * --engine flink} over its standard streams: settings come in as properties up to an empty line;
 * {@code waiting} with the reason goes out when it cannot begin yet, {@code running} when it reads,
 * {@code failed} with the reason when it has ended. The end of its input is that of the parent,
 * however that died, and stops it.
 */
public final class LocalMain {
  private static final Logger LOG = LoggerFactory.getLogger(LocalMain.class);
  private static final int LOG_BYTES = 10 << 20;
  private static final int LOG_FILES = 3;
  private static final long LOOK_MILLIS = 100;
  private static final long STOP_SECONDS = 30;

  /** One that lost its parent has stopped by then. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(STOP_SECONDS + 15);

  /** With little state, also when one that was killed has to be missed first. */
  private static final Duration USUAL_BEGIN = Duration.ofSeconds(30);

  /** So often a fault may pass by itself; what comes back is told. */
  private static final int FAILURES = 3;

  private static final Duration FAILURES_WITHIN = Duration.ofMinutes(5);

  private LocalMain() {}

  /**
   * Runs until its input ends (exit code 0) or the job has failed (1).
   *
   * @param arguments the file to log to, as a pattern of {@link FileHandler}
   */
  public static void main(String[] arguments) {
    int code;
    try {
      ignoreSignals();
      code =
          run(
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
              arguments[0]);
    } catch (Exception e) {
      LOG.error("the job has ended", e);
      say("failed " + reason(e));
      code = 1;
    }
    // Flink leaves threads behind.
    Runtime.getRuntime().halt(code);
  }

  /** Kept by Java's own loggers, whatever Flink and Kafka log with. */
  private static void logTo(String pattern) throws IOException {
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    FileHandler file = new FileHandler(pattern, LOG_BYTES, LOG_FILES, true);
    file.setFormatter(new SimpleFormatter());
    file.setEncoding("UTF-8");
    root.addHandler(file);
  }

  /**
   * A terminal and a service manager send their signals to the parent and to us at once: it closes
   * our input then, and only so is a savepoint taken. By reflection, for the compiler warns of the
   * JDK's only way to do it, and is not to be silenced.
   */
  private static void ignoreSignals() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ignore = handler.getField("SIG_IGN").get(null);
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ignore);
    }
  }

  private static int run(BufferedReader in, String log) throws Exception {
    RunnerSettings settings = RunnerSettings.of(properties(in));
    CompletableFuture<Void> left = CompletableFuture.runAsync(() -> awaitEnd(in));
    // Before the job is there nothing has to be saved.
    CompletableFuture<Void> early = left.thenRun(() -> Runtime.getRuntime().halt(0));
    Path state = Path.of(new org.apache.flink.core.fs.Path(settings.checkpointDir()).getPath());
    Files.createDirectories(state);
    FileChannel lock = alone(state.resolveSibling("lock"));
    try {
      logTo(log);
      return count(settings, state.resolveSibling("tmp"), left, early);
    } finally {
      // Held until the process ends; a channel that nobody refers to is closed.
      Reference.reachabilityFence(lock);
    }
  }

  private static int count(
      RunnerSettings settings, Path tmp, CompletableFuture<Void> left, Future<?> early)
      throws Exception {
    Launch launch = new Launch(settings);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(local(settings.parallelism(), tmp));
    launch.build(environment);
    early.cancel(false);
    JobClient job = environment.executeAsync("willingly " + settings.applicationId());
    CompletableFuture<?> ended = job.getJobExecutionResult();
    try (KafkaCluster kafka = new KafkaCluster(settings.client())) {
      String group = FlinkGroups.members(settings.group());
      long usual = System.nanoTime() + USUAL_BEGIN.toNanos();
      boolean told = false;
      while (!left.isDone() && !ended.isDone() && !kafka.hasMember(List.of(group))) {
        if (!told && System.nanoTime() > usual) {
          say(
              "waiting: the job is not a member of the group %s yet; flink.0.log tells what it does"
                  .formatted(group));
          told = true;
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    }
    if (!ended.isDone() && !left.isDone()) {
      say("running");
    }
    CompletableFuture.anyOf(left, ended).get();
    if (ended.isDone()) {
      throw new StartException("the job has ended");
    }
    // All that was read is published then. Should it fail, it is read again from the last
    // checkpoint.
    job.stopWithSavepoint(false, settings.checkpointDir(), SavepointFormatType.CANONICAL)
        .get(STOP_SECONDS, TimeUnit.SECONDS);
    return 0;
  }

  private static Map<String, String> properties(BufferedReader in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      text.append(line).append('\n');
    }
    Properties properties = new Properties();
    properties.load(new java.io.StringReader(text.toString()));
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static void awaitEnd(BufferedReader in) {
    try {
      while (in.read() >= 0) {
        // Nothing more is said.
      }
    } catch (IOException e) {
      LOG.info("the parent is gone", e);
    }
  }

  /** Waits for the one of a parent that was killed just now: two would write one directory. */
  private static FileChannel alone(Path file) throws IOException, InterruptedException {
    FileChannel lock =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
    boolean told = false;
    while (lock.tryLock() == null) {
      String other =
          "process %s counts in %s".formatted(Files.readString(file), file.resolveSibling("state"));
      if (System.nanoTime() > deadline) {
        throw new StartException(other + " and does not stop: end it");
      }
      if (!told) {
        say("waiting: " + other + ", without whoever started it, and is about to stop");
        told = true;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    lock.truncate(0);
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
    lock.write(ByteBuffer.wrap(pid));
    return lock;
  }

  private static Configuration local(int parallelism, Path tmp) {
    // What one that was killed has left.
    FileUtils.deleteDirectoryQuietly(tmp.toFile());
    Configuration flink = new Configuration();
    flink.set(CoreOptions.TMP_DIRS, tmp.toString());
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network(parallelism));
    flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network(parallelism));
    flink.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    flink.set(RestOptions.ADDRESS, "127.0.0.1");
    flink.set(WebOptions.SUBMIT_ENABLE, false);
    flink.set(WebOptions.CANCEL_ENABLE, false);
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY,
        RestartStrategyOptions.RestartStrategyType.FAILURE_RATE.getMainValue());
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, FAILURES);
    flink.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
        FAILURES_WITHIN);
    return flink;
  }

  /** Seven of the job's edges lead from each subtask to each; 32 KiB a buffer. */
  private static MemorySize network(int parallelism) {
    int subtasks = Math.max(4, parallelism);
    return new MemorySize((21L * subtasks * subtasks + 112L * subtasks) * (32 << 10))
        .add(MemorySize.ofMebiBytes(8));
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** The last word that is ours, which says what to do; else the innermost. */
  private static String reason(Throwable e) {
    Throwable said = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      boolean ours = cause.getClass().getName().startsWith("io.willingly.");
      if (ours || !said.getClass().getName().startsWith("io.willingly.")) {
        said = cause;
      }
    }
    return String.valueOf(said.getMessage()).lines().findFirst().orElse(said.toString());
  }
}

package io.willingly.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.endtoend.Rest.Answer;
import io.willingly.metrics.fold.Fold;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.ChildJvm;
import io.willingly.streams.testing.PipelineRun;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;

/**
 * A Connect cluster of one distributed worker, set as in the example, with its REST interface on
 * loopback. Its topics are the cluster: another worker on the same broker takes over where it was
 * stopped, or killed.
 */
final class ConnectCluster implements AutoCloseable {
  /** What {@code mvn package} made of the connectors: a directory for {@code plugin.path}. */
  static final Path PLUGINS =
      Path.of("..", "connectors", "target", "willingly-connectors-plugin").toAbsolutePath();

  // Kafka's own way out of a worker that does not start would end the tests.
  static {
    Exit.setExitProcedure(
        (status, message) -> {
          throw new IllegalStateException("the worker gave up: " + status + " " + message);
        });
  }

  private final Rest rest;
  private final AutoCloseable worker;

  private ConnectCluster(Rest rest, AutoCloseable worker) {
    this.rest = rest;
    this.worker = worker;
  }

  /**
   * Starts a worker in this JVM, with the plug-ins of the class path.
   *
   * @param settings of the worker, over those of the example
   */
  static ConnectCluster start(String bootstrap, Map<String, String> settings) {
    Connect<?> connect =
        new ConnectDistributed().startConnect(settings(bootstrap, "http://127.0.0.1:0", settings));
    ConnectCluster cluster =
        new ConnectCluster(
            new Rest(connect.rest().advertisedUrl()),
            () -> {
              connect.stop();
              connect.awaitStop();
            });
    PipelineRun.await(cluster::ready);
    return cluster;
  }

  /**
   * Starts a worker in a JVM of its own, which can be killed. It has the plug-ins of {@link
   * #PLUGINS}, and nothing of ours on its class path.
   *
   * @param directory for its settings and its log
   */
  static ConnectCluster fork(String bootstrap, Path directory, Map<String, String> settings) {
    String url = "http://127.0.0.1:" + freePort();
    Properties file = new Properties();
    file.put("plugin.path", PLUGINS.toString());
    file.putAll(settings(bootstrap, url, settings));
    Path properties = directory.resolve("worker.properties");
    try (var out = Files.newBufferedWriter(properties)) {
      file.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildJvm jvm =
        ChildJvm.start(
            directory.resolve("worker.log"),
            theirClassPath(),
            ConnectDistributed.class,
            properties.toString());
    ConnectCluster cluster = new ConnectCluster(new Rest(URI.create(url)), jvm);
    jvm.await("a worker that answers", PipelineRun.LONG, cluster::ready);
    return cluster;
  }

  /** That of a worker without plug-ins. */
  private static String theirClassPath() {
    Set<Path> ours = new HashSet<>();
    for (Class<?> of : List.of(Mapping.class, Topics.class, Fold.class, DevBroker.class)) {
      try {
        ours.add(Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !ours.contains(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Map<String, String> settings(
      String bootstrap, String url, Map<String, String> also) {
    Map<String, String> settings = new TreeMap<>(Examples.worker());
    settings.put("bootstrap.servers", bootstrap);
    settings.put("listeners", url);
    settings.remove("plugin.path");
    for (String kind : new String[] {"config", "offset", "status"}) {
      settings.put(kind + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
    // A worker that was killed is missed, and its work given to the next, as soon as may be.
    settings.put("session.timeout.ms", "6000");
    settings.put("heartbeat.interval.ms", "1000");
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    settings.putAll(also);
    return settings;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it answers, and is in the group. */
  private boolean ready() {
    try {
      return rest.get("/connectors").ok() && rest.get("/health").ok();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  Rest rest() {
    return rest;
  }

  /** Creates a connector, or changes it, and waits until it and its tasks run. */
  void run(String name, Map<String, String> config) {
    Answer answer = rest.put("/connectors/" + name + "/config", config);
    if (!answer.ok()) {
      throw new AssertionError(name + " was refused: " + answer.body());
    }
    awaitRunning(name);
  }

  /** Waits until a connector and its tasks run. */
  void awaitRunning(String name) {
    PipelineRun.await(() -> runs(name));
  }

  private boolean runs(String name) {
    JsonNode status = rest.get("/connectors/" + name + "/status").body();
    if (status.toString().contains("FAILED")) {
      throw new AssertionError(name + " failed: " + status);
    }
    return states(status).equals(Map.of("RUNNING", 1 + status.path("tasks").size()))
        && !status.path("tasks").isEmpty();
  }

  private static Map<String, Integer> states(JsonNode status) {
    Map<String, Integer> states = new HashMap<>();
    states.merge(status.path("connector").path("state").asText(), 1, Integer::sum);
    status
        .path("tasks")
        .forEach(task -> states.merge(task.path("state").asText(), 1, Integer::sum));
    return states;
  }

  /** Stops a connector, so that its offsets may be altered. */
  void stop(String name) {
    rest.put("/connectors/" + name + "/stop", Map.of());
    PipelineRun.await(
        () -> {
          JsonNode status = rest.get("/connectors/" + name + "/status").body();
          return states(status).equals(Map.of("STOPPED", 1));
        });
  }

  /** Ends the worker: in order here, by SIGKILL in a JVM of its own. */
  @Override
  public void close() {
    try {
      worker.close();
    } catch (Exception e) {
      throw new IllegalStateException("the worker does not end", e);
    }
  }
}

package io.willingly.streams.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.willingly.schemas.topic.Topic;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-node KRaft broker in this JVM, on loopback only. Its data directory survives restarts:
 * starting again on the same directory continues with the same topics and offsets.
 */
public final class DevBroker implements AutoCloseable {
  /** Lets the broker choose a free port. */
  public static final int ANY_PORT = 0;

  private static final Logger LOG = LoggerFactory.getLogger(DevBroker.class);
  private static final String HOST = "127.0.0.1";

  /** The same for all: formatting again is then a no-op, also after a crash half way. */
  private static final String CLUSTER_ID = "willingly-dev-broker01";

  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  private DevBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts the broker; returns when it accepts connections.
   *
   * @param directory where topics are kept; created when missing
   * @param port port to listen on, or {@link #ANY_PORT}
   */
  public static DevBroker start(Path directory, int port) {
    int[] free = freePorts();
    int chosen = port == ANY_PORT ? free[0] : port;
    KafkaConfig config = new KafkaConfig(settings(directory, chosen, free[1]), false);
    try {
      Files.createDirectories(directory);
      format(config, directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the broker's directory " + directory, e);
    }
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    server.startup();
    LOG.info("broker started bootstrap={}:{} directory={}", HOST, chosen, directory);
    return new DevBroker(server, chosen);
  }

  /** What clients put into {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  public void awaitShutdown() {
    server.awaitShutdown();
  }

  /** Stops the broker in order, keeping its data. Safe to call twice. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private static void format(KafkaConfig config, Path directory) throws IOException {
    try {
      new Formatter()
          .setClusterId(CLUSTER_ID)
          .setNodeId(config.nodeId())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(config.metadataLogDir())
          .setDirectories(List.of(directory.toAbsolutePath().toString()))
          // A formatted directory is left alone, so that a restart continues.
          .setIgnoreFormatted(true)
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          // It would talk on standard output, which is for results.
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
          .run();
    } catch (Exception e) {
      // Formatter.run declares Exception.
      throw new IOException("cannot format " + directory, e);
    }
  }

  private static Map<String, Object> settings(Path directory, int port, int controllerPort) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", directory.toAbsolutePath().toString());
    settings.put("auto.create.topics.enable", "false");
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // Also of topics made by an older version, which do not say so themselves.
    settings.put("message.max.bytes", String.valueOf(Topic.MAX_BATCH_BYTES));
    // The default forgets after a week off what has been read: it would be counted once more.
    settings.put("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE));
    // What a job of Flink has written, and its checkpoint holds, is to wait until the job is back.
    settings.put("transaction.max.timeout.ms", String.valueOf(Integer.MAX_VALUE));
    settings.put("transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE));
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    // A simulated company runs ahead of the wall clock.
    settings.put("log.message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
    // One small machine: the defaults reserve 128 MiB for the cleaner and a thread pool per core.
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
    settings.put("log.cleaner.threads", "1");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    return settings;
  }

  private static int[] freePorts() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(0, 1, loopback);
        ServerSocket second = new ServerSocket(0, 1, loopback)) {
      return new int[] {first.getLocalPort(), second.getLocalPort()};
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    }
  }
}

package io.willingly.endtoend;

import io.willingly.streams.testing.Ports;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** Apache's own broker in a container, set as in {@code docker-compose.yml}. */
final class KafkaContainer implements AutoCloseable {
  private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");
  private static final Path SETTINGS = Path.of("..", "deploy", "kafka");
  private static final String THERE = "/etc/willingly/";
  private static final int EXECUTABLE = 0755;

  private final GenericContainer<?> container;
  private final int port;

  private KafkaContainer(GenericContainer<?> container, int port) {
    this.container = container;
    this.port = port;
  }

  static KafkaContainer start() {
    Engine.demand();
    // The same after a restart, for it is what the broker tells clients to come to.
    int port = Ports.free();
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withEnv("ADVERTISED", "INSIDE://localhost:9092,OUTSIDE://localhost:" + port)
            .withEnv("KAFKA_HEAP_OPTS", "-Xmx512m")
            .withCommand(THERE + "run")
            .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
    for (String file : List.of("run", "server.properties")) {
      container.withCopyFileToContainer(
          MountableFile.forHostPath(SETTINGS.resolve(file), EXECUTABLE), THERE + file);
    }
    container.setPortBindings(List.of("127.0.0.1:" + port + ":9094"));
    container.start();
    return new KafkaContainer(container, port);
  }

  String bootstrapServers() {
    return "localhost:" + port;
  }

  /** Kills the broker, and starts it again on what its disk has. */
  void kill() {
    String id = container.getContainerId();
    container.getDockerClient().killContainerCmd(id).exec();
    container.getDockerClient().startContainerCmd(id).exec();
  }

  @Override
  public void close() {
    container.stop();
  }
}

package io.willingly.endtoend;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A registry of its own, in a container: empty, and as its makers configure it. */
final class Apicurio implements AutoCloseable {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("apicurio/apicurio-registry:3.3.3");
  private static final int PORT = 8080;
  private static final String CONFLUENT = "/apis/ccompat/v7";

  private final GenericContainer<?> container;

  private Apicurio(GenericContainer<?> container) {
    this.container = container;
  }

  /** Starts it; the test is skipped, loudly, without a Docker engine. */
  static Apicurio start() {
    Engine.demand();
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp(CONFLUENT + "/subjects"));
    container.start();
    return new Apicurio(container);
  }

  /** Its interface like Confluent's. */
  URI confluent() {
    return at(CONFLUENT);
  }

  /** Its own interface. */
  URI own() {
    return at("/apis/registry/v3");
  }

  private URI at(String path) {
    return URI.create(
        "http://%s:%d%s".formatted(container.getHost(), container.getMappedPort(PORT), path));
  }

  /** From now on it takes connections and answers nothing. */
  void pause() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    container.stop();
  }
}

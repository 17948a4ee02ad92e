package io.willingly.endtoend;

import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/** The Docker engine, for tests that cannot do without. */
final class Engine {
  private static final String REQUIRED = "DOCKER_REQUIRED";

  private Engine() {}

  static boolean isThere() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Whether somebody said that there is one. */
  static boolean isRequired() {
    return System.getenv(REQUIRED) != null;
  }

  /**
   * Skips the test, loudly, where there is none, unless {@code DOCKER_REQUIRED} is set: then there
   * must be one.
   */
  static void demand() {
    if (isThere()) {
      return;
    }
    String message = "no Docker engine";
    if (isRequired()) {
      throw new IllegalStateException(message + ", and " + REQUIRED + " is set");
    }
    System.err.println("SKIPPED: " + message);
    Assumptions.abort(message);
  }
}

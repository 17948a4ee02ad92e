package io.willingly.streams.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is open: closed by the command, or by the JVM on a signal, last opened first.
 *
 * @see Runtime#addShutdownHook
 */
final class Opened implements AutoCloseable {
  private final Deque<AutoCloseable> resources = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::closeAll, "willingly-exit");
  private volatile boolean closing;

  /** Nothing yet; from now on the JVM closes it. */
  static Opened nothing() {
    Opened opened = new Opened();
    Runtime.getRuntime().addShutdownHook(opened.onExit);
    return opened;
  }

  private Opened() {}

  /** Adds a resource; what comes while all is being closed is closed too. */
  synchronized <T extends AutoCloseable> T add(T resource) {
    resources.push(resource);
    if (closing) {
      closeInOrder();
    }
    return resource;
  }

  /** Whether it is being closed, by whoever. */
  boolean closing() {
    return closing;
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is going down and runs the hook itself.
    }
  }

  private void closeAll() {
    closing = true;
    closeInOrder();
  }

  private synchronized void closeInOrder() {
    IllegalStateException failure = null;
    while (!resources.isEmpty()) {
      try {
        resources.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IllegalStateException("cannot stop: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

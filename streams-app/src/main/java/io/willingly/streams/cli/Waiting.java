package io.willingly.streams.cli;

import java.util.concurrent.TimeUnit;

/** Waits, but not for ever. */
final class Waiting {
  private Waiting() {}

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

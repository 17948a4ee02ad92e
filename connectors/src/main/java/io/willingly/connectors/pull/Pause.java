package io.willingly.connectors.pull;

import java.time.Duration;

/** How a host waits: so that it may stop meanwhile, and tests need not wait. */
@FunctionalInterface
public interface Pause {
  /**
   * Returns when the time is over.
   *
   * @throws InterruptedException when the host stops
   */
  void over(Duration time) throws InterruptedException;
}

package io.willingly.connectors.webhook;

import java.util.concurrent.CompletableFuture;

/** Keeps what was posted. */
@FunctionalInterface
public interface Intake {
  /**
   * Takes a verified post. Does not wait.
   *
   * @return completes when all of it is kept, so that the sender may forget it; completes
   *     exceptionally when it cannot be kept. It is cancelled when the sender is not kept waiting
   *     any longer: it will send the post again
   */
  CompletableFuture<?> offer(Post post);
}

package io.willingly.streams.runtime;

import org.jspecify.annotations.Nullable;

/** The cluster is not as the pipeline needs it, or does not answer; the message says the cure. */
public final class ClusterException extends RuntimeException {
  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * The same, saying which cluster: one that does not answer is mostly one that was misspelt. It
   * takes the place of this one, for of several that are ours the innermost is told.
   */
  public ClusterException at(String bootstrapServers) {
    ClusterException located =
        new ClusterException(
            "the cluster at " + bootstrapServers + ": " + getMessage(), getCause());
    located.setStackTrace(getStackTrace());
    return located;
  }
}

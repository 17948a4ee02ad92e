package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import java.time.Duration;

/**
 * What a pipeline is started for.
 *
 * @param command what to call this process to others
 * @param commit how often results are committed (R55)
 * @param before what is done first
 */
record Purpose(String command, Duration commit, Before before) {
  Purpose(String command, Duration commit) {
    this(command, commit, (bootstrapServers, ids) -> {});
  }

  /** What is done on the cluster before the pipeline starts to read it. */
  @FunctionalInterface
  interface Before {
    void pipeline(String bootstrapServers, SchemaIds ids);
  }
}

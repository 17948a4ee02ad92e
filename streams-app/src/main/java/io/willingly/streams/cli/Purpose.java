package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.config.Settings;
import java.time.Duration;

/**
 * What a pipeline is started for.
 *
 * @param command what to call this process to others
 * @param commit how often results are committed (R55)
 * @param anyRules whether the rule set in force will do, whichever the settings name
 * @param listens whether it listens to other instances and to who watches it, where settings say so
 * @param first what is done before the rule set in force is looked up
 * @param before what is done before the pipeline starts to read
 */
record Purpose(
    String command, Duration commit, boolean anyRules, boolean listens, Step first, Step before) {
  private static final Step NONE = (settings, bootstrapServers, ids) -> {};

  Purpose(String command, Duration commit) {
    this(command, commit, false, false, NONE, NONE);
  }

  /** The same, whichever rule set is in force. */
  Purpose underAnyRules() {
    return new Purpose(command, commit, true, listens, first, before);
  }

  /** The same, of a process that stays. */
  Purpose listening() {
    return new Purpose(command, commit, anyRules, true, first, before);
  }

  /** The same, after something that may change which rule set is in force. */
  Purpose first(Step step) {
    return new Purpose(command, commit, anyRules, listens, step, before);
  }

  /** The same, with something done under the rule set in force before anything is read. */
  Purpose before(Step step) {
    return new Purpose(command, commit, anyRules, listens, first, step);
  }

  /** What is done on the cluster. */
  @FunctionalInterface
  interface Step {
    void on(Settings settings, String bootstrapServers, SchemaIds ids);
  }
}

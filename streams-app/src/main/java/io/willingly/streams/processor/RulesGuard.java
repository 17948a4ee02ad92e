package io.willingly.streams.processor;

import io.willingly.stages.TaskSetup;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.TaskRows;
import java.nio.charset.StandardCharsets;

/** Binds the state of a task to the rules it was computed with, see {@link TaskSetup#rules()}. */
final class RulesGuard {
  private static final byte[] KEY = StateKeys.meta("rules");

  private final TaskRows rows;
  private final TaskSetup setup;
  private boolean stamped;

  RulesGuard(TaskRows rows, TaskSetup setup) {
    this.rows = rows;
    this.setup = setup;
    byte[] stamp = rows.get(KEY);
    stamped = stamp != null;
    if (stamp != null) {
      setup.checkRules(
          new String(stamp, StandardCharsets.UTF_8), "`" + setup.publication().rebuild() + "`");
    }
  }

  /** To be called with each record: a write before the first would leave a transaction open. */
  void stamp() {
    if (!stamped) {
      rows.put(KEY, setup.rules().getBytes(StandardCharsets.UTF_8));
      stamped = true;
    }
  }
}

package io.willingly.streams.processor;

import io.willingly.metrics.fold.Fold;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.TaskRows;
import java.nio.charset.StandardCharsets;

/**
 * Binds state to the rules it was computed with (R51), and to the organisation they are of (R40):
 * numbers of two rule sets in one tally could never be told apart again, and an organisation under
 * two ids would be two halves.
 */
final class RulesGuard {
  private static final byte[] KEY = StateKeys.meta("rules");

  private final TaskRows rows;
  private final String rules;
  private boolean stamped;

  RulesGuard(TaskRows rows, TaskSetup setup) {
    this.rows = rows;
    // Not formatted: %d has the digits of the machine's language, and the row outlives it.
    this.rules =
        "definition "
            + setup.definition().version()
            + " ("
            + setup.definition().hash()
            + "), fold "
            + Fold.VERSION
            + ", organisation "
            + setup.organisation();
    byte[] stamp = rows.get(KEY);
    stamped = stamp != null;
    if (stamp != null) {
      String found = new String(stamp, StandardCharsets.UTF_8);
      if (!found.equals(rules)) {
        throw new RulesChanged(found, rules, setup.publication());
      }
    }
  }

  /** To be called with each record: a write before the first would leave a transaction open. */
  void stamp() {
    if (!stamped) {
      rows.put(KEY, rules.getBytes(StandardCharsets.UTF_8));
      stamped = true;
    }
  }
}

package io.willingly.stages;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.wire.SchemaIds;

/**
 * What every step with state needs.
 *
 * @param definition the rule set
 * @param closing when periods close: what changes one later takes its causes along (R53)
 * @param organisation id of the organisation scope (R40)
 * @param ids the schema registry
 * @param publication which topics are written
 */
public record TaskSetup(
    Definition definition,
    Closing closing,
    String organisation,
    SchemaIds ids,
    Publication publication) {
  /**
   * The rules state is computed with (R51), and the organisation it is of (R40): kept in the state,
   * and compared at the start. Numbers of two rule sets in one tally could never be told apart
   * again, and an organisation under two ids would be two halves.
   */
  public String rules() {
    // Not formatted: %d has the digits of the machine's language, and the row outlives it.
    return "definition "
        + definition.version()
        + " ("
        + definition.hash()
        + "), fold "
        + Fold.VERSION
        + ", organisation "
        + organisation;
  }

  /**
   * Checks the rules of kept state.
   *
   * @param found what {@link #rules} said when it was begun
   * @param rebuild what counts everything again
   * @throws RulesChanged when it was computed with other rules
   */
  public void checkRules(String found, String rebuild) {
    if (!found.equals(rules())) {
      throw new RulesChanged(found, rules(), rebuild);
    }
  }
}

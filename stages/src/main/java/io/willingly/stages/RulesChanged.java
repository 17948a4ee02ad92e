package io.willingly.stages;

/** The state was computed with other rules (R51); the message names the way out. */
public final class RulesChanged extends RuntimeException {
  /**
   * A refusal.
   *
   * @param found rules of the state, see {@link TaskSetup#rules()}
   * @param rebuild what counts everything again
   */
  public RulesChanged(String found, String configured, String rebuild) {
    super(
        "the counted state was computed with "
            + found
            + ", but "
            + configured
            + " is configured; either restore the old settings, or count everything again with "
            + rebuild);
  }
}

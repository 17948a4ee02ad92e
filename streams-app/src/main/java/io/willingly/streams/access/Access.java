package io.willingly.streams.access;

/**
 * Whether something may be seen.
 *
 * @param outcome granted, or why not
 * @param text empty when granted, else what is missing and whom to ask
 */
public record Access(Outcome outcome, String text) {
  static final Access GRANTED = new Access(Outcome.GRANTED, "");

  /** Granted, or why not. */
  public enum Outcome {
    GRANTED,
    /** No role of the viewer grants it. */
    DENIED,
    /** A role grants it, but the number would tell of too few people. */
    SMALL_GROUP
  }

  static Access granted(boolean granted, String otherwise) {
    return granted ? GRANTED : new Access(Outcome.DENIED, otherwise);
  }

  public boolean granted() {
    return outcome == Outcome.GRANTED;
  }

  /**
   * Goes on only when granted.
   *
   * @throws Denied when not
   */
  public void orThrow() {
    if (!granted()) {
      throw new Denied(text);
    }
  }
}

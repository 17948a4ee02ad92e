package io.willingly.streams.access;

/**
 * Whether something may be seen.
 *
 * @param text empty when granted, else what is missing and whom to ask
 */
public record Access(String text) {
  static final Access GRANTED = new Access("");

  static Access granted(boolean granted, String otherwise) {
    return granted ? GRANTED : new Access(otherwise);
  }

  public boolean granted() {
    return text.isEmpty();
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

package io.willingly.streams.access;

/**
 * Whether something may be seen.
 *
 * @param granted whether it may
 * @param text empty when granted, else what is missing and whom to ask
 */
public record Access(boolean granted, String text) {
  static final Access GRANTED = new Access(true, "");

  static Access denied(String text) {
    return new Access(false, text);
  }

  static Access granted(boolean granted, String otherwise) {
    return granted ? GRANTED : denied(otherwise);
  }

  /**
   * Goes on only when granted.
   *
   * @throws Denied when not
   */
  public void orThrow() {
    if (!granted) {
      throw new Denied(text);
    }
  }
}

package io.willingly.streams.access;

/**
 * Whether something may be seen.
 *
 * @param granted whether it may
 * @param text empty when granted, else what is missing and whom to ask
 */
public record Access(boolean granted, String text) {
  static Access granted(boolean granted, String otherwise) {
    return new Access(granted, granted ? "" : otherwise);
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

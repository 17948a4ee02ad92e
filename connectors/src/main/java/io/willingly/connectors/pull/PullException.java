package io.willingly.connectors.pull;

/** A vendor's API cannot be read; the message says which request, why, and what to do. */
public final class PullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private PullException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  private PullException(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  /** Something a person must mend. */
  static PullException lasting(String message) {
    return new PullException(message, false);
  }

  /** Something that may be gone at the next try. */
  static PullException passing(String message) {
    return new PullException(message, true);
  }

  /** Something that may be gone at the next try. */
  static PullException passing(String message, Throwable cause) {
    return new PullException(message, true, cause);
  }

  /** Whether the same may work later, without anybody doing something. */
  public boolean passing() {
    return passing;
  }
}

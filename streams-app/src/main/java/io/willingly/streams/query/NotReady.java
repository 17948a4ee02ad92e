package io.willingly.streams.query;

/** The stores cannot be read now, for they are being restored or moved; ask again in a moment. */
public class NotReady extends IllegalStateException {
  public NotReady(String message) {
    super(message);
  }

  /** With what the stores said. */
  public NotReady(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.willingly.streams.config;

/** What the user gave cannot be used; the message says why and what would do. Exit code 2. */
public final class BadInput extends RuntimeException {
  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, Throwable cause) {
    super(message, cause);
  }
}

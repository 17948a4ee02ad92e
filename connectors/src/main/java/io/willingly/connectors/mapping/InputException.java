package io.willingly.connectors.mapping;

/** A file that the mapping cannot take: not there, not readable, or none of its inputs. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the files, and what to do. */
  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}

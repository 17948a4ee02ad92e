package io.willingly.connectors.mapping;

/** A file that the mapping cannot take: not there, not readable, or none of its inputs. */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}

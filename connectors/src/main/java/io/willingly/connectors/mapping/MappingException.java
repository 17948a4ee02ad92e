package io.willingly.connectors.mapping;

/** A mapping that cannot be used; the message names file, line, column, the field and the cure. */
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MappingException(String message) {
    super(message);
  }

  MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}

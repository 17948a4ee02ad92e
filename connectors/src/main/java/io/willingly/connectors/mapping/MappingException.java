package io.willingly.connectors.mapping;

/** A mapping that cannot be used; the message names file, line, column, the field and the cure. */
public final class MappingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A mistake that belongs to no line; else see {@link YamlNode#error}. */
  public MappingException(String message) {
    super(message);
  }

  MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}

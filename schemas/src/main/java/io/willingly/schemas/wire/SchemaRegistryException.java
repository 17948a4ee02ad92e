package io.willingly.schemas.wire;

/** A schema has no id, so nothing can be written with it. */
public final class SchemaRegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retriable;

  /**
   * States what went wrong.
   *
   * @param retriable whether the same call may succeed later without anybody doing anything
   */
  public SchemaRegistryException(String message, boolean retriable) {
    super(message);
    this.retriable = retriable;
  }

  /** Whether the same call may succeed later without anybody doing anything. */
  public boolean retriable() {
    return retriable;
  }
}

package io.willingly.streams.access;

/**
 * Somebody asked for what they may not see. The message says which role is missing and whom to ask;
 * it is the same whether what was asked for exists or not.
 */
public final class Denied extends RuntimeException {
  public Denied(String message) {
    super(message);
  }
}

package io.willingly.streams.access;

/** A contest cannot be opened or decided as things stand; the message says how they stand. */
public final class ContestRefused extends RuntimeException {
  public ContestRefused(String message) {
    super(message);
  }
}

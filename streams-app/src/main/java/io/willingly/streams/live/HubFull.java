package io.willingly.streams.live;

/**
 * The hub takes no more watchers, or not with so many questions; the message says which and why.
 */
public final class HubFull extends RuntimeException {
  private static final long serialVersionUID = 1;

  HubFull(String message) {
    super(message);
  }
}

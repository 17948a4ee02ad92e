package io.willingly.connectors.webhook;

import java.time.Duration;

/**
 * Where posts come in, and within which bounds. At most {@code waiting * maxBody} bytes of bodies
 * are in memory.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param path of the webhook, beginning with a slash
 * @param publicUrl the address as the sender has it, without query
 * @param maxBody in bytes
 * @param reading how long a sender may take to send one request
 * @param patience how long a sender is kept waiting until its post is kept
 * @param waiting how many posts are read or wait at the same time
 */
public record ListenerSettings(
    String host,
    int port,
    String path,
    String publicUrl,
    int maxBody,
    Duration reading,
    Duration patience,
    int waiting) {
  /** Largest body, in bytes, unless set. */
  public static final int MAX_BODY = 1 << 20;

  /** Time to send a request, unless set. */
  public static final Duration READING = Duration.ofSeconds(10);

  /** Less than the shortest time that a known source waits, which is 3 seconds (Zoom). */
  public static final Duration PATIENCE = Duration.ofMillis(2500);

  /** Posts at the same time, unless set. */
  public static final int WAITING = 64;

  /** The path of a source's webhook, unless set. */
  public static String path(String source) {
    return "/webhooks/" + source;
  }
}

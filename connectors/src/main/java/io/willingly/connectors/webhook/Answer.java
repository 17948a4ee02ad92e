package io.willingly.connectors.webhook;

import java.time.Duration;

/**
 * What a sender was told.
 *
 * @param detail why, for an engineer; holds nothing of the post and no secret
 * @param took since the request was read or refused
 */
public record Answer(Kind kind, String detail, Duration took) {

  /** Kinds of answers. */
  public enum Kind {
    /** The host has it. */
    KEPT(200),
    /** A question of the source, answered. */
    CHALLENGE(200),
    /** Somebody looked whether the address is there. */
    PROBE(200),
    /** Not proved to be of the source. */
    REFUSED(401),
    /** Another path than that of the webhook. */
    UNKNOWN_PATH(404),
    /** Neither posted nor a look. */
    WRONG_METHOD(405),
    /** The request did not come in time. */
    TOO_SLOW(408),
    /** The body is larger than taken. */
    TOO_LARGE(413),
    /** The body is compressed. */
    COMPRESSED(415),
    /** It cannot be kept now; to be sent again. */
    UNAVAILABLE(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }
  }
}

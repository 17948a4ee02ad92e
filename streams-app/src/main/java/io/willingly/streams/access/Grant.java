package io.willingly.streams.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token was given out for.
 *
 * @param viewer who holds it
 * @param sha256 digest of the token in lower-case hex; the token itself is kept nowhere
 * @param created when it was given out
 * @param expires from when on it is worth nothing, null for never
 */
public record Grant(Viewer viewer, String sha256, Instant created, @Nullable Instant expires) {
  /** What a token is given out for. */
  public static Grant of(Viewer viewer, String token, Instant created, @Nullable Instant expires) {
    return new Grant(viewer, Token.sha256(token), created, expires);
  }

  /** Whether it is good for something. */
  public boolean validAt(Instant now) {
    return expires == null || now.isBefore(expires);
  }
}

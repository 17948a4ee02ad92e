package io.willingly.connectors.webhook;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Whether a post is from its sender. */
public sealed interface Verdict {

  /**
   * It is.
   *
   * @param signer signs a text with the secret that the post was signed with; null when the source
   *     does not sign so
   */
  record Verified(@Nullable UnaryOperator<String> signer) implements Verdict {}

  /**
   * It is not, or cannot be told.
   *
   * @param message what is wrong and what to do; holds nothing of the post and no secret
   */
  record Refused(Reason reason, String message) implements Verdict {}

  /** Why a post is refused. */
  enum Reason {
    /** The signature or token is missing, or something that it needs. */
    UNSIGNED,
    /** The signature or token is not one of a live secret. */
    WRONG_SIGNATURE,
    /** Rightly signed, but too long ago: a replay, or a wrong clock. */
    STALE,
    /** Rightly signed, but for another address. */
    OTHER_URL,
    /** Rightly signed, but for another body. */
    OTHER_BODY
  }
}

package io.willingly.connectors.webhook;

/** How a source proves that a post is its own. */
sealed interface Proof
    permits HmacProof, JwtProof, BasicProof, HeaderTokenProof, TokenProof, Unsigned {

  /**
   * Verifies by these secrets.
   *
   * @throws IllegalArgumentException when one of them cannot be a secret of this kind
   */
  Verifier by(Secrets secrets);

  /** Whether it needs the URL as the sender sees it. */
  boolean needsUrl();
}

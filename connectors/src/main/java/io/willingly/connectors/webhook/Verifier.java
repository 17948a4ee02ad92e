package io.willingly.connectors.webhook;

/** Tells whether a post is from its sender, by the secrets that are live. Safe to share. */
@FunctionalInterface
public interface Verifier {
  Verdict verify(Post post);
}

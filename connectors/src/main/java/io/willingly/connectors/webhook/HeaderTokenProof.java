package io.willingly.connectors.webhook;

import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import java.util.List;

/**
 * A token in a header.
 *
 * @param header where it is
 */
record HeaderTokenProof(Header header) implements Proof {
  @Override
  public boolean needsUrl() {
    return false;
  }

  @Override
  public Verifier by(Secrets secrets) {
    return post -> verify(post, secrets);
  }

  private Verdict verify(Post post, Secrets live) {
    List<String> given = header.in(post);
    if (given.isEmpty()) {
      return new Refused(
          Reason.UNSIGNED,
          "no token in the %s; set it at the webhook of the source, and let no proxy drop the header"
              .formatted(header));
    }
    return given.stream().anyMatch(live::holds)
        ? new Verdict.Verified(null)
        : new Refused(
            Reason.WRONG_SIGNATURE,
            "the token in the %s is none of the %d live ones; compare it with that on the page of the source"
                .formatted(header, live.values().size()));
  }
}

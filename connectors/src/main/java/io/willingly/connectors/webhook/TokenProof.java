package io.willingly.connectors.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import java.io.IOException;

/**
 * A token in the body.
 *
 * @param at where it is
 */
record TokenProof(JsonPointer at) implements Proof {
  @Override
  public boolean needsUrl() {
    return false;
  }

  @Override
  public Verifier by(Secrets secrets) {
    return post -> verify(post, secrets);
  }

  /** Takes the token out of a payload, so that it is not kept with it. */
  void remove(JsonNode payload) {
    if (payload.at(at.head()) instanceof ObjectNode holder) {
      holder.remove(at.last().getMatchingProperty());
    }
  }

  private Verdict verify(Post post, Secrets live) {
    JsonNode token;
    try {
      token = Mapping.payload(post.body()).at(at);
    } catch (IOException e) {
      return new Refused(Reason.UNSIGNED, "the body is not JSON, so it has no token at " + at);
    }
    if (!token.isTextual()) {
      return new Refused(Reason.UNSIGNED, "no token at %s of the body".formatted(at));
    }
    return live.holds(token.textValue())
        ? new Verdict.Verified(null)
        : new Refused(
            Reason.WRONG_SIGNATURE,
            "the token at %s is none of the %d live ones; compare it with that on the page of the source"
                .formatted(at, live.values().size()));
  }
}

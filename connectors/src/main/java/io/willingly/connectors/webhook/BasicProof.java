package io.willingly.connectors.webhook;

import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User and password of HTTP Basic (RFC 7617); a secret is both, with a colon between. */
record BasicProof() implements Proof {
  static final String HEADER = "Authorization";

  private static final Pattern CREDENTIALS = Pattern.compile("(?i)basic +(\\S+)\\s*");

  @Override
  public boolean needsUrl() {
    return false;
  }

  @Override
  public Verifier by(Secrets secrets) {
    for (int i = 0; i < secrets.values().size(); i++) {
      if (secrets.values().get(i).indexOf(':') < 1) {
        throw new IllegalArgumentException(
            "secret %d is not user:password; write both, as they are set at the webhook of the source, with a colon between"
                .formatted(i + 1));
      }
    }
    return post -> verify(post, secrets);
  }

  private static Verdict verify(Post post, Secrets live) {
    List<String> given = post.header(HEADER);
    if (given.isEmpty()) {
      return new Refused(
          Reason.UNSIGNED,
          "no header Authorization; set user and password at the webhook of the source, and let no proxy drop the header");
    }
    Matcher credentials = CREDENTIALS.matcher(given.get(0));
    if (!credentials.matches()) {
      return new Refused(
          Reason.UNSIGNED,
          "the header Authorization is not of HTTP Basic; choose user and password at the webhook of the source");
    }
    try {
      String pair =
          new String(Base64.getDecoder().decode(credentials.group(1)), StandardCharsets.UTF_8);
      return live.holds(pair)
          ? new Verdict.Verified(null)
          : new Refused(
              Reason.WRONG_SIGNATURE,
              "user and password are none of the %d live ones; compare both with those at the webhook of the source"
                  .formatted(live.values().size()));
    } catch (IllegalArgumentException e) {
      return new Refused(
          Reason.UNSIGNED, "the header Authorization holds no user and password in base64");
    }
  }
}

package io.willingly.connectors.webhook;

import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signature with a shared secret.
 *
 * @param header where the signature is; each part it takes is a candidate
 * @param algorithm such as {@code HmacSHA256}
 * @param hex whether the signature is in hex, else base64
 * @param signed what is signed
 * @param base64Key whether the secret is base64, after {@code whsec_}; else its UTF-8 bytes count
 * @param timestamp when it was signed; null when the source does not say
 */
record HmacProof(
    Header header,
    String algorithm,
    boolean hex,
    Signed signed,
    boolean base64Key,
    @Nullable Timestamp timestamp)
    implements Proof {
  private static final String PREFIX = "whsec_";

  @Override
  public boolean needsUrl() {
    return signed.has(Signed.Kind.URL);
  }

  @Override
  public Verifier by(Secrets secrets) {
    List<Key> keys = new ArrayList<>();
    for (String secret : secrets.values()) {
      keys.add(key(secret, keys.size() + 1));
    }
    return post -> verify(post, keys);
  }

  private Key key(String secret, int number) {
    if (!base64Key) {
      return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm);
    }
    try {
      String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
      return new SecretKeySpec(Base64.getDecoder().decode(text), algorithm);
    } catch (IllegalArgumentException e) {
      // The decoder's own message may hold a part of the secret.
      throw new IllegalArgumentException(
          "secret %d is not base64; copy it whole from the page of the source, %s may stay"
              .formatted(number, PREFIX));
    }
  }

  private Verdict verify(Post post, List<Key> keys) {
    List<String> candidates = header.in(post);
    if (candidates.isEmpty()) {
      return new Refused(
          Reason.UNSIGNED,
          "no signature in the %s; is this the address of another source, or does a proxy drop the header?"
              .formatted(header));
    }
    String lacking = signed.missing(post);
    if (lacking != null) {
      return new Refused(
          Reason.UNSIGNED,
          "the header %s is missing, which is part of what is signed; does a proxy drop it?"
              .formatted(lacking));
    }
    String time = "";
    boolean fresh = true;
    if (timestamp != null) {
      List<String> times = timestamp.header().in(post);
      Instant at = times.isEmpty() ? null : timestamp.of(times.get(0));
      if (at == null) {
        return new Refused(
            Reason.UNSIGNED, "no time of signing in the %s".formatted(timestamp.header()));
      }
      time = times.get(0);
      fresh = timestamp.fresh(at, post.received());
    }
    byte[] bytes = signed.bytes(post, time);
    for (Key key : keys) {
      byte[] right = mac(key, bytes);
      if (candidates.stream().anyMatch(candidate -> same(right, candidate))) {
        return timestamp == null || fresh
            ? new Verdict.Verified(text -> text(mac(key, text.getBytes(StandardCharsets.UTF_8))))
            : stale(timestamp);
      }
    }
    return new Refused(
        Reason.WRONG_SIGNATURE,
        "the signature is of none of the %d live secrets over %s; compare the secret with that on the page of the source%s, and let no proxy change the body"
            .formatted(
                keys.size(), needsUrl() ? "this body and " + "URL" : "this body", urlHint(post)));
  }

  private String urlHint(Post post) {
    return needsUrl()
        ? ", the public URL " + post.url().replaceFirst("\\?.*", "") + " with the one given there"
        : "";
  }

  private static Refused stale(Timestamp timestamp) {
    return new Refused(
        Reason.STALE,
        "signed more than %d s from now: sent again by somebody, or one of the two clocks is wrong; set this machine's by NTP"
            .formatted(timestamp.tolerance().toSeconds()));
  }

  /** In constant time, whatever the candidate is. */
  private boolean same(byte[] right, String candidate) {
    try {
      byte[] given =
          hex ? HexFormat.of().parseHex(candidate) : Base64.getDecoder().decode(candidate);
      return MessageDigest.isEqual(right, given);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String text(byte[] mac) {
    return hex ? HexFormat.of().formatHex(mac) : Base64.getEncoder().encodeToString(mac);
  }

  private byte[] mac(Key key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}

package io.willingly.connectors.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token of the source, by RS256; the secrets are its public keys.
 *
 * @param header where it is, with or without {@code Bearer} before it
 * @param urlClaim claim with the address it is for; null when there is none
 * @param bodyClaim claim with the SHA-256 of the body in hex; null when there is none
 */
record JwtProof(String header, @Nullable String urlClaim, @Nullable String bodyClaim)
    implements Proof {
  private static final int MIN_BITS = 2048;

  @Override
  public boolean needsUrl() {
    return urlClaim != null;
  }

  @Override
  public Verifier by(Secrets secrets) {
    List<JWSVerifier> keys = new ArrayList<>();
    for (String secret : secrets.values()) {
      keys.add(new RSASSAVerifier(key(secret, keys.size() + 1)));
    }
    return post -> verify(post, keys);
  }

  private static RSAPublicKey key(String pem, int number) {
    String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(bytes))
              instanceof RSAPublicKey key
          && key.getModulus().bitLength() >= MIN_BITS) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(unusable(number), e);
    }
    throw new IllegalArgumentException(unusable(number));
  }

  private static String unusable(int number) {
    return "secret %d is not an RSA public key in PEM of at least %d bits; copy it whole, from -----BEGIN to -----END"
        .formatted(number, MIN_BITS);
  }

  private Verdict verify(Post post, List<JWSVerifier> keys) {
    if (post.header(header).isEmpty()) {
      return new Refused(
          Reason.UNSIGNED,
          "no header %s; is this the address of another source, or does a proxy drop it?"
              .formatted(header));
    }
    try {
      String token = post.header(header).get(0).replaceFirst("^Bearer\\s+", "").strip();
      SignedJWT jwt = SignedJWT.parse(token);
      // The algorithm is ours to say: a token that names another one is not looked at.
      if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
        return new Refused(Reason.WRONG_SIGNATURE, "the token is not signed by RS256");
      }
      for (JWSVerifier key : keys) {
        if (jwt.verify(key)) {
          return claims(post, jwt.getJWTClaimsSet());
        }
      }
    } catch (ParseException e) {
      return new Refused(
          Reason.UNSIGNED, "the header %s holds no JSON Web Token".formatted(header));
    } catch (JOSEException e) {
      throw new IllegalStateException("RS256 cannot be verified", e);
    }
    return new Refused(
        Reason.WRONG_SIGNATURE,
        "the token is signed by none of the %d live keys; compare the public key with that on the page of the source"
            .formatted(keys.size()));
  }

  private Verdict claims(Post post, JWTClaimsSet claims) throws ParseException {
    Date expires = claims.getExpirationTime();
    if (expires == null || !post.received().isBefore(expires.toInstant())) {
      return new Refused(
          Reason.STALE,
          "the token has expired, or never does: sent again by somebody, or one of the two clocks is wrong; set this machine's by NTP");
    }
    if (urlClaim != null && !post.url().equals(claims.getStringClaim(urlClaim))) {
      return new Refused(
          Reason.OTHER_URL,
          "the token is for another address than the public URL %s; give the source this one, or set the public URL to the one it has"
              .formatted(post.url().replaceFirst("\\?.*", "")));
    }
    if (bodyClaim != null && !same(claims.getStringClaim(bodyClaim), post.body())) {
      return new Refused(
          Reason.OTHER_BODY, "the token is for another body; let no proxy change the body");
    }
    return new Verdict.Verified(null);
  }

  private static boolean same(@Nullable String hash, byte[] body) {
    try {
      byte[] right = MessageDigest.getInstance("SHA-256").digest(body);
      return hash != null
          && MessageDigest.isEqual(
              HexFormat.of().formatHex(right).getBytes(StandardCharsets.UTF_8),
              hash.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

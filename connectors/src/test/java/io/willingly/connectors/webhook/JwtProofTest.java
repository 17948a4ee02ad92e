package io.willingly.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.willingly.connectors.mapping.YamlNode;
import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import io.willingly.connectors.webhook.Verdict.Verified;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens as Gong sends them, by keys made here. */
class JwtProofTest {
  private static final String URL = "https://hooks.example.com/gong";
  private static final String BODY = "{\"callData\":{}}";
  // printf '{"callData":{}}' | sha256sum
  private static final String BODY_SHA256 =
      "1fa30a124a11c644df86728749ccbfd5a61a8cecc20ef9253ba67d7b11a37fa0";
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String YAML =
      "jwt: {header: Authorization, algorithm: RS256, url-claim: webhook_url, body-claim: body_sha256}";

  private static KeyPair keys;
  private static KeyPair others;

  @BeforeAll
  static void makeKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    others = generator.generateKeyPair();
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded()));
  }

  private static Verifier verifier() {
    return Webhook.parse(YamlNode.parse("webhook.yaml", YAML))
        .verifier(Secrets.parse(pem(others) + pem(keys)));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .expirationTime(Date.from(NOW.plusSeconds(1)))
        .claim("webhook_url", URL)
        .claim("body_sha256", BODY_SHA256);
  }

  private static String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(JWSAlgorithm.RS256, new RSASSASigner(keys.getPrivate()), claims);
  }

  private static String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(new JWSHeader(algorithm), claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static Verdict verify(String authorization) {
    return verifier()
        .verify(
            new Post(
                "POST",
                URL,
                Map.of("Authorization", List.of(authorization)),
                BODY.getBytes(StandardCharsets.UTF_8),
                NOW));
  }

  private static Reason reason(String authorization) {
    Verdict verdict = verify(authorization);
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).reason();
  }

  @Test
  void takesATokenForThisAddressAndBodyByAnyLiveKey() throws JOSEException {
    String token = signed(claims().build());

    assertThat(verify(token)).isInstanceOf(Verified.class);
    assertThat(verify("Bearer " + token)).isInstanceOf(Verified.class);
  }

  @Test
  void refusesATokenOfAnotherKeyOrAlgorithm() throws JOSEException {
    JWTClaimsSet claims = claims().build();
    KeyPair rotatedOut = keys;
    Verifier without =
        Webhook.parse(YamlNode.parse("webhook.yaml", YAML)).verifier(Secrets.parse(pem(others)));
    Post post =
        new Post(
            "POST",
            URL,
            Map.of("authorization", List.of(signed(claims))),
            BODY.getBytes(StandardCharsets.UTF_8),
            NOW);

    assertThat(((Refused) without.verify(post)).reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    // The public key as the secret of an HMAC, and no signature at all: both known attacks.
    String confused =
        signed(JWSAlgorithm.HS256, new MACSigner(rotatedOut.getPublic().getEncoded()), claims);
    assertThat(reason(confused)).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(reason(new PlainJWT(claims).serialize())).isEqualTo(Reason.UNSIGNED);
  }

  @Test
  void refusesATokenForAnotherAddressBodyOrTime() throws JOSEException {
    assertThat(reason(signed(claims().claim("webhook_url", URL + "/2").build())))
        .isEqualTo(Reason.OTHER_URL);
    assertThat(reason(signed(claims().claim("body_sha256", BODY_SHA256.replace('1', '2')).build())))
        .isEqualTo(Reason.OTHER_BODY);
    assertThat(reason(signed(claims().claim("body_sha256", null).build())))
        .isEqualTo(Reason.OTHER_BODY);
    assertThat(reason(signed(claims().expirationTime(Date.from(NOW)).build())))
        .isEqualTo(Reason.STALE);
    assertThat(reason(signed(claims().expirationTime(null).build()))).isEqualTo(Reason.STALE);
  }

  @Test
  void refusesWhatIsNoToken() {
    assertThat(reason("Basic eDp5")).isEqualTo(Reason.UNSIGNED);
    assertThat(
            ((Refused) verifier().verify(new Post("POST", URL, Map.of(), new byte[0], NOW)))
                .message())
        .contains("no header Authorization");
  }

  @Test
  void refusesAKeyThatIsNone() throws GeneralSecurityException {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    Webhook gong = Webhook.parse(YamlNode.parse("webhook.yaml", YAML));

    for (String text : List.of("not a key", pem(small.generateKeyPair()))) {
      assertThatThrownBy(() -> gong.verifier(Secrets.parse(text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("secret 1 is not an RSA public key in PEM");
    }
  }
}

package io.willingly.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.mapping.YamlNode;
import io.willingly.connectors.webhook.Verdict.Reason;
import io.willingly.connectors.webhook.Verdict.Refused;
import io.willingly.connectors.webhook.Verdict.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signatures of the sources, against values that Python made of the secrets, bodies and times
 * below:
 *
 * <pre>
 * python3 -c "import hmac; print(hmac.new(b'whsec_stripe', b'1771840000.' + BODY, 'sha256').hexdigest())"
 * </pre>
 *
 * and in the same way, in base64 or of SHA-1, for the others. That of Standard Webhooks is the
 * published example of its specification.
 */
class WebhookTest {
  private static final String BODY = "{\"id\":\"evt-1\",\"amount\":9007199254740993}";
  private static final String URL = "https://hooks.example.com/hubspot?a=x%3Ay%20z";
  private static final Instant NOW = Instant.ofEpochSecond(1_771_840_000);

  /** A shipped source, or one of its own; a post of it that is right, and its secret. */
  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private enum Source {
    HUBSPOT(
        "hubspot",
        "hub-secret",
        BODY,
        NOW,
        Map.of(
            "X-HubSpot-Signature-v3", "sUImZBT7zDegrjUoo53T021voXzCQVnqPSNRAL60iMU=",
            "X-HubSpot-Request-Timestamp", "1771840000000")),
    STRIPE(
        "stripe",
        "whsec_stripe",
        BODY,
        NOW,
        Map.of(
            "Stripe-Signature",
            "t=1771840000,v1=00ff,v1=d1b07c19f053f78395a01665a70c01a9790ce221ed276fb68363b82d6c51eb37,v0=00")),
    TYPEFORM(
        "typeform",
        "type-secret",
        BODY,
        NOW,
        Map.of("Typeform-Signature", "sha256=elFtYO0jgGelJCqhm8KozD5GfwnCRda1A8ncZoEAjnU=")),
    SURVEYMONKEY(
        "surveymonkey",
        "client-1&client-secret",
        BODY,
        NOW,
        Map.of("Sm-Signature", "Ums2SMHEjttivs6DJEklLXGjUbc=")),
    DELIGHTED(
        "delighted",
        "delighted-key",
        BODY,
        NOW,
        Map.of(
            "X-Delighted-Webhook-Signature",
            "sha256=d37fb42ecdc931e13e0cb3f3dc777a238499bda8494e829d45fff57281c124b9")),
    ZOOM(
        "zoom",
        "zoom-token",
        BODY,
        NOW,
        Map.of(
            "x-zm-signature",
            "v0=9af568ca0f32a55462f70f1f55f1f3bcdd49907bacc136db905a51114256be8b",
            "x-zm-request-timestamp",
            "1771840000")),
    SHOPIFY(
        "shopify",
        "shop-secret",
        BODY,
        NOW,
        Map.of("X-Shopify-Hmac-SHA256", "CX9eH1wjgdGx+ieNUHF1mdEl3fxjf5AFbeek8bE423Y=")),
    STANDARD(
        "standard-webhooks",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "{\"test\": 2432232314}",
        Instant.ofEpochSecond(1_614_265_330),
        Map.of(
            "webhook-id",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp",
            "1614265330",
            "webhook-signature",
            "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")),
    ZENDESK(
        """
        signature:
          header: X-Zendesk-Webhook-Signature
          algorithm: HmacSHA256
          encoding: base64
          signed: "{timestamp}{body}"
          timestamp: {header: X-Zendesk-Webhook-Signature-Timestamp, unit: iso}
        """,
        "zendesk-secret",
        BODY,
        NOW,
        Map.of(
            "X-Zendesk-Webhook-Signature", "1D6oqhHhLWkwHUyYuWfqymFJ7aLPzaMirWJHTMZQkPI=",
            "X-Zendesk-Webhook-Signature-Timestamp", "2026-02-23T09:46:40Z")),
    LONG(
        "signature: {header: X-Long, algorithm: HmacSHA512, encoding: hex}",
        "long-secret",
        BODY,
        NOW,
        Map.of(
            "X-Long",
            "a5d1aa14446e709528ea3ad8c57dc4e783b302319d6db1521d096ee23a080eabf4c171e26a718eec09041430c5a5ee1f8499a475fb3a0e1016fec59269c3640f"));

    private final String settings;
    private final String secret;
    private final String body;
    private final Instant signed;
    private final Map<String, String> headers;

    Source(
        String settings, String secret, String body, Instant signed, Map<String, String> headers) {
      this.settings = settings;
      this.secret = secret;
      this.body = body;
      this.signed = signed;
      this.headers = headers;
    }

    Verifier verifier(String... secrets) {
      return webhook(settings).verifier(new Secrets(List.of(secrets)));
    }

    Post post() {
      return post(headers, body, signed);
    }

    Post post(Map<String, String> headers, String body, Instant received) {
      return WebhookTest.post(headers, body, received);
    }
  }

  private static Webhook webhook(String settings) {
    return settings.contains(":")
        ? Webhook.parse(YamlNode.parse("webhook.yaml", settings))
        : Webhook.load(settings);
  }

  private static Post post(Map<String, String> headers, String body, Instant received) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new Post("POST", URL, lists, body.getBytes(StandardCharsets.UTF_8), received);
  }

  private static Refused refused(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Refused.class);
    return (Refused) verdict;
  }

  @ParameterizedTest
  @EnumSource
  void verifiesAPostByAnyOfItsLiveSecrets(Source source) {
    Verifier rotating = source.verifier("bmV3LXNlY3JldA==", source.secret);

    assertThat(rotating.verify(source.post())).isInstanceOf(Verified.class);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherSecret(Source source) {
    Refused refused = refused(source.verifier("bmV3LXNlY3JldA==").verify(source.post()));

    assertThat(refused.reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(refused.message())
        .contains("compare the secret")
        .doesNotContain(source.secret, "bmV3LXNlY3JldA", "evt-1");
  }

  @ParameterizedTest
  @EnumSource
  void refusesABodyOfWhichOneByteIsAnother(Source source) {
    Post post = source.post(source.headers, source.body.replace("1", "2"), source.signed);

    assertThat(refused(source.verifier(source.secret).verify(post)).reason())
        .isEqualTo(Reason.WRONG_SIGNATURE);
  }

  @ParameterizedTest
  @EnumSource
  void refusesAPostWithoutItsHeaders(Source source) {
    Post post = source.post(Map.of(), source.body, source.signed);

    Refused refused = refused(source.verifier(source.secret).verify(post));

    assertThat(refused.reason()).isEqualTo(Reason.UNSIGNED);
    assertThat(refused.message()).contains("no signature in the header");
  }

  @ParameterizedTest
  @EnumSource(names = {"HUBSPOT", "STRIPE", "ZOOM", "STANDARD", "ZENDESK"})
  void refusesWhatWasSignedTooLongAgoOrTooFarAhead(Source source) {
    Verifier verifier = source.verifier(source.secret);
    Duration tolerance = Duration.ofMinutes(5);
    for (int direction : new int[] {-1, 1}) {
      Instant edge = source.signed.plus(tolerance.multipliedBy(direction));

      assertThat(verifier.verify(source.post(source.headers, source.body, edge)))
          .isInstanceOf(Verified.class);
      Instant beyond = edge.plusMillis(direction);
      Refused refused = refused(verifier.verify(source.post(source.headers, source.body, beyond)));
      assertThat(refused.reason()).isEqualTo(Reason.STALE);
      assertThat(refused.message()).contains("300 s", "clock");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "-5", "99999999999999999999"})
  void refusesATimeOfSigningThatIsNone(String time) {
    Map<String, String> headers = new HashMap<>(Source.ZOOM.headers);
    headers.put("x-zm-request-timestamp", time);
    Post post = Source.ZOOM.post(headers, BODY, NOW);

    assertThat(refused(Source.ZOOM.verifier("zoom-token").verify(post)).message())
        .isEqualTo("no time of signing in the header x-zm-request-timestamp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "1771840000", "2026-02-23T09:46:40"})
  void refusesAnIsoTimeOfSigningThatIsNone(String time) {
    Map<String, String> headers = new HashMap<>(Source.ZENDESK.headers);
    headers.put("X-Zendesk-Webhook-Signature-Timestamp", time);
    Post post = Source.ZENDESK.post(headers, BODY, NOW);

    assertThat(refused(Source.ZENDESK.verifier("zendesk-secret").verify(post)).message())
        .isEqualTo("no time of signing in the header X-Zendesk-Webhook-Signature-Timestamp");
  }

  @Test
  void namesTheHeaderThatIsPartOfWhatIsSignedAndMissing() {
    Map<String, String> headers = new HashMap<>(Source.STANDARD.headers);
    headers.remove("webhook-id");
    Post post = Source.STANDARD.post(headers, Source.STANDARD.body, Source.STANDARD.signed);

    assertThat(refused(Source.STANDARD.verifier(Source.STANDARD.secret).verify(post)).message())
        .contains("the header webhook-id is missing");
  }

  @Test
  void looksForHeadersWhateverTheirCase() {
    Map<String, String> headers = new HashMap<>();
    Source.ZOOM.headers.forEach(
        (name, value) -> headers.put(name.toUpperCase(java.util.Locale.ROOT), value));

    assertThat(Source.ZOOM.verifier("zoom-token").verify(Source.ZOOM.post(headers, BODY, NOW)))
        .isInstanceOf(Verified.class);
  }

  @Test
  void namesThePublicUrlWithoutItsQueryWhenTheUrlIsSigned() {
    assertThat(refused(Source.HUBSPOT.verifier("other").verify(Source.HUBSPOT.post())).message())
        .contains("public URL https://hooks.example.com/hubspot ")
        .doesNotContain("?");
    assertThat(webhook(Source.HUBSPOT.settings).needsUrl()).isTrue();
    assertThat(webhook(Source.STRIPE.settings).needsUrl()).isFalse();
  }

  @Test
  void comparesTheTokenInTheBody() {
    Verifier verifier =
        webhook("token: {at: /token}").verifier(Secrets.parse("old-token,new-token"));

    assertThat(verifier.verify(post(Map.of(), "{\"token\":\"new-token\"}", NOW)))
        .isInstanceOf(Verified.class);
    Refused wrong = refused(verifier.verify(post(Map.of(), "{\"token\":\"new-toke\"}", NOW)));
    assertThat(wrong.reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(wrong.message()).contains("/token").doesNotContain("new-toke");
    for (String body : List.of("{}", "{\"token\":7}", "new-token", "")) {
      assertThat(refused(verifier.verify(post(Map.of(), body, NOW))).reason())
          .isEqualTo(Reason.UNSIGNED);
    }
  }

  @Test
  void comparesUserAndPassword() {
    Verifier verifier =
        webhook("basic: {}").verifier(Secrets.parse("hook:old\nhook:pass:w\u00f6rd"));

    for (String scheme : List.of("Basic ", "basic  ")) {
      assertThat(verifier.verify(authorized(scheme + "aG9vazpwYXNzOnfDtnJk")))
          .isInstanceOf(Verified.class);
    }
    Refused wrong = refused(verifier.verify(authorized("Basic aG9vazpwYXNz"))); // hook:pass
    assertThat(wrong.reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(wrong.message())
        .contains("none of the 2 live ones", "compare both")
        .doesNotContain("hook:", "pass:", "aG9v");
    for (String other : List.of("", "Basic", "Basic ~~", "Bearer aG9vazpwYXNz", "aG9vazpwYXNz")) {
      assertThat(refused(verifier.verify(authorized(other))).reason()).isEqualTo(Reason.UNSIGNED);
    }
    assertThat(refused(verifier.verify(post(Map.of(), BODY, NOW))).message())
        .contains("no header Authorization", "set user and password at the webhook");
    assertThatThrownBy(() -> webhook("basic:").verifier(Secrets.parse("a:b,only-a-password")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("secret 2 is not user:password")
        .hasMessageNotContaining("only-a-password");
  }

  private static Post authorized(String value) {
    return post(Map.of("Authorization", value), BODY, NOW);
  }

  @Test
  void comparesTheTokenInAHeader() {
    Verifier verifier =
        webhook("token: {header: X-Gitlab-Token}").verifier(Secrets.parse("old-token,new-token"));
    Verifier bearer =
        webhook("token: {header: Authorization, take: 'Bearer (.+)'}")
            .verifier(Secrets.parse("new-token"));

    assertThat(verifier.verify(post(Map.of("x-gitlab-token", "new-token"), BODY, NOW)))
        .isInstanceOf(Verified.class);
    assertThat(bearer.verify(authorized("Bearer new-token"))).isInstanceOf(Verified.class);
    assertThat(refused(bearer.verify(authorized("new-token"))).reason()).isEqualTo(Reason.UNSIGNED);
    Refused wrong = refused(verifier.verify(post(Map.of("X-Gitlab-Token", "new"), BODY, NOW)));
    assertThat(wrong.reason()).isEqualTo(Reason.WRONG_SIGNATURE);
    assertThat(wrong.message()).contains("header X-Gitlab-Token", "none of the 2 live ones");
    assertThat(refused(verifier.verify(post(Map.of(), BODY, NOW))).message())
        .contains("no token in the header X-Gitlab-Token");
  }

  @Test
  void takesAnythingOfASourceThatSignsNothing() {
    Webhook open = webhook("unsigned: only the gateway reaches this port");

    assertThat(open.verifier(new Secrets(List.of())).verify(post(Map.of(), "", NOW)))
        .isInstanceOf(Verified.class);
    assertThatThrownBy(() -> open.verifier(Secrets.parse("x")))
        .hasMessageContaining("signs nothing (only the gateway reaches this port)");
  }

  @Test
  void answersTheQuestionOfASourceWithTheSecretItWasSignedWith() {
    Webhook zoom = webhook(Source.ZOOM.settings);
    Map<String, String> headers =
        Map.of(
            "x-zm-signature",
            "v0=949d62ed3e5828c5c3b0952a80232401abae21b7e539f193af0407cd4684b624",
            "x-zm-request-timestamp",
            "1771840000");
    Post question =
        post(
            headers,
            "{\"event\":\"endpoint.url_validation\",\"payload\":{\"plainToken\":\"plain-1\"}}",
            NOW);
    Verified verified =
        (Verified) zoom.verifier(Secrets.parse("newer-token\nzoom-token")).verify(question);

    assertThat(zoom.answer(question, verified))
        .isEqualTo(
            "{\"plainToken\":\"plain-1\",\"encryptedToken\":\"3498b76c071d9c01b30fdb0f4d1145b5ef6d365e8901a9a6b01da4df4498c349\"}");
    assertThat(zoom.answer(Source.ZOOM.post(), verified)).isNull();
  }

  @Test
  void readsSecretsOneALineOrWithCommas() {
    assertThat(Secrets.parse(" a, b\n\r\nc ,").values()).containsExactly("a", "b", "c");
    assertThat(Secrets.parse("a,b")).hasToString("2 secrets");
    assertThatThrownBy(() -> Source.STRIPE.verifier())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no secret is given");
    assertThatThrownBy(() -> Source.STANDARD.verifier(Source.STANDARD.secret, "whsec_no base64!"))
        .hasMessage(
            "secret 2 is not base64; copy it whole from the page of the source, whsec_ may stay")
        .hasNoCause();
  }
}

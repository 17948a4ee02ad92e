package io.willingly.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.YamlNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a webhook.yaml is one message: file, line, column, what is wrong, what to do. */
class WebhookErrorsTest {
  private static final String GOOD =
      """
      signature:
        header: X-Sign
        take: 'v1=(\\w+)'
        algorithm: HmacSHA256
        encoding: hex
        signed: "{timestamp}.{body}"
        key: text
        timestamp:
          header: X-Time
          unit: s
          tolerance: 5m
      challenge:
        at: /event
        is: check
        sign: /token
        reply: {signed: "{signature}"}
      """;

  private static void parse(String yaml) {
    Webhook.parse(YamlNode.parse("shop/webhook.yaml", yaml));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "algorithm: HmacSHA256 | algorithm: MD5 | 4:14: expected HmacSHA256 or HmacSHA1 or HmacSHA512, found 'MD5'",
        "encoding: hex | | 2:3: 'encoding' is missing",
        "encoding: hex | encodign: hex | 5:13: unknown setting 'encodign'; did you mean 'encoding'?",
        "v1=(\\w+) | v1=.* | 3:9: 'take' needs exactly one group: put ( ) around what is meant",
        "v1=(\\w+) | v1=( | 3:9: 'take' is no regular expression: Unclosed group",
        "{timestamp}.{body} | {timestamp}.{id}{body} | 6:11: 'signed' has no part {id}; there are {body}, {timestamp}, {method}, {url} and {header:NAME}",
        "{timestamp}.{body} | {timestamp} | 6:11: 'signed' lacks {body}: any body would pass",
        "{timestamp}.{body} | {body} | 6:11: 'signed' lacks {timestamp}: one that is not signed proves nothing; leave 'timestamp' out",
        "unit: s | unit: h | 10:11: expected s or ms or iso, found 'h'",
        "tolerance: 5m | tolerance: five | 11:16: expected a time such as 300s, 5m or 1h, found 'five'",
        "sign: /token | sign: token | 15:9: 'sign' is a JSON pointer such as /payload/id",
        "challenge: | jwt: | 1:1: give exactly one of signature, jwt, basic, token or unsigned, found [signature, jwt]",
        "key: text | key: utf8 | 7:8: expected text or base64, found 'utf8'"
      })
  void namesLineAndCure(String good, @Nullable String bad, String message) {
    String yaml = GOOD.replace(good, bad == null ? "" : bad);
    assertThat(yaml).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(MappingException.class)
        .hasMessage("shop/webhook.yaml:" + message);
  }

  @Test
  void needsAWayToProveAPostOrTheReasonForNone() {
    assertThatThrownBy(() -> parse("challenge: {}")).hasMessageContaining("found none");
    assertThatThrownBy(() -> parse("unsigned:")).hasMessageContaining("needs the reason");
    assertThatThrownBy(() -> parse("jwt: {header: Authorization, algorithm: none}"))
        .hasMessageContaining("expected RS256, found 'none'");
    assertThatThrownBy(() -> parse("token: {at: ''}"))
        .hasMessageContaining("must name a member of the body");
    assertThatThrownBy(() -> parse("token: {at: /token, header: X-Token}"))
        .hasMessageContaining("either 'at', a member of the body, or 'header'");
    assertThatThrownBy(() -> parse("basic: {user: hook}"))
        .hasMessageContaining("write 'basic: {}', and give user:password as the secret");
  }

  @Test
  void keepsNoHeaderWithTheSecretInIt() {
    assertThatThrownBy(() -> parse("basic: {}\nheaders: [X-Kind, authorization]"))
        .hasMessageContaining("2:19: the header authorization holds the secret");
    assertThatThrownBy(() -> parse("token: {header: X-Token}\nheaders: [x-token]"))
        .hasMessageContaining("the header x-token holds the secret");
  }

  @Test
  void signsNoChallengeWithoutASecretToSignWith() {
    assertThatThrownBy(
            () ->
                parse("unsigned: behind a gateway\n" + GOOD.substring(GOOD.indexOf("challenge:"))))
        .hasMessageContaining("{signature} in 'reply' needs 'signature'");
  }

  @Test
  void saysWhichSourceHasNone() {
    assertThatThrownBy(() -> Webhook.load("generic-csv"))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("generic-csv has no webhook.yaml; add one");
  }
}

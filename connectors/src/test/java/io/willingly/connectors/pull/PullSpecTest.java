package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.pull.StandIn.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in a pull.yaml, and what only the host knows. */
class PullSpecTest {
  private static final String GOOD =
      """
      description: deals of an imaginary vendor
      secret: env:ACME_TOKEN
      base: https://{region}.example.com
      hosts: [files.example.com]
      parameters:
        region: {description: "where your account is", default: eu}
      auth: {header: X-Token, prefix: "key "}
      rate: 4
      requests:
        deals:
          post: /v1/deals
          query: {limit: 100}
          body: '{"since": "{since}", "after": "{cursor}"}'
          items: /deals
          since: {at: /changed, format: iso, order: descending}
          next: {cursor: /after}
      """;

  @Test
  void the_example_is_right() {
    PullSpec spec = Puller.spec(GOOD);

    assertThat(spec.secret()).contains("env:ACME_TOKEN");
    assertThat(spec.wantsSecret()).isTrue();
    assertThat(spec.hasRequests()).isTrue();
    assertThat(spec.hasFetch()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: 4 | rates: 4 | pull.yaml:8:8: unknown setting 'rates'; did you mean 'rate'?",
        "secret: env:ACME_TOKEN | secret: s3cret | pull.yaml:2:9: a secret is named, never written",
        "https://{region} | http://{region} | pull.yaml:3:7: base must begin with https://",
        "{region}.example | {regoin}.example | pull.yaml:3:7: nothing here is called 'regoin'; did"
            + " you mean 'region'?",
        "[files.example.com] | ['https://files.example.com'] | pull.yaml:4:9:"
            + " 'https://files.example.com' is no host",
        "region: { | cursor: { | pull.yaml:6:11: name of a parameter is lower case, and not since,"
            + " cursor",
        "default: eu | defaults: eu | unknown setting 'defaults'",
        "{header: X-Token, prefix: \"key \"} | oauth | pull.yaml:7:7: auth is one of none, bearer,"
            + " basic",
        "prefix: \"key \" | query: token | pull.yaml:7:7: auth is one of none",
        "rate: 4 | rate: fast | pull.yaml:8:7: rate is requests a second, such as 4 or 0.5, found"
            + " 'fast'",
        "rate: 4 | timeout: 30 | pull.yaml:8:10: '30' is no duration such as 30s",
        "rate: 4 | largest-answer-mib: 0 | pull.yaml:8:21: expected a whole number from 1 to 1024,"
            + " found '0'",
        "requests:\\n  deals: | requests:\\n  Deals: | name of a request is lower case, found 'Deals'",
        "post: /v1/deals | get: /v1/deals | a 'get' has no body; is it a 'post'?",
        "post: /v1/deals | put: /v1/deals | unknown setting 'put'",
        "post: /v1/deals | post: //evil.example.com | is neither a path below 'base'",
        "post: /v1/deals | post: http://evil.example.com | is neither a path below 'base'",
        "post: /v1/deals | post: https://{region}.example.com/v1 | is neither a path below 'base'",
        "{limit: 100} | {page: \"{page}\"} | nothing here is called 'page'; known are cursor,"
            + " region, since, started",
        "{limit: 100} | {page: \"{/id}\"} | nothing here is called '/id'",
        "{\"since\": | {since: | the body is not JSON",
        "\"{since}\" | \"{from}\" | nothing here is called 'from'",
        "items: /deals | items: deals | 'deals' is no JSON pointer; one begins with '/'",
        "items: /deals | none: [] | 'items' is missing; add it",
        "{at: /changed, format: iso, order | {format: iso, order | 'order' is that of the times at"
            + " 'at'; add it",
        "order: descending | order: up | order is descending or left out, found 'up'",
        "format: iso | format: epoch | 'epoch' is not a date pattern",
        "{cursor: /after} | {cursor: /after, page: 1} | next is one of cursor, url, link, page,"
            + " offset, and last, which may have while",
        "{cursor: /after} | {cursor: /after, first: 0} | next is one of cursor, url, link, page,"
            + " offset, and last, which may have while",
        "since: {at: /changed, format: iso, order: descending} | none: [404] | nothing here is"
            + " called 'since'",
        "items: /deals | repeat: regions | no parameter is called 'regions'; did you mean"
            + " 'region'?",
        "query: {limit: 100} | headers: {authorization: x} | the secret is no header of the file;"
            + " say how under 'auth'",
        "query: {limit: 100} | none: [200] | expected a whole number from 400 to 499, found '200'",
        "query: {limit: 100} | until: .a == | expression is not valid JSLT",
        "query: {limit: 100} | follow: {x: {get: /x, into: y}} | 'follow' names it already; remove it",
      })
  void mistakes_are_told_with_line_and_cure(String right, String wrong, String message) {
    String yaml = GOOD.replace(lines(right), wrong == null ? "" : lines(wrong));
    assertThat(yaml).isNotEqualTo(GOOD);

    assertThatThrownBy(() -> Puller.spec(yaml))
        .isInstanceOf(MappingException.class)
        .hasMessageStartingWith("pull.yaml:")
        .hasMessageContaining(message);
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  @Test
  void a_file_with_nothing_to_read_is_a_mistake() {
    assertThatThrownBy(() -> Puller.spec("base: https://api.example.com\nauth: none\n"))
        .hasMessage("pull.yaml:1:1: there is nothing to read; it needs 'requests' or 'fetch'");
  }

  @Test
  void a_source_without_the_file_has_none(@TempDir Path folder) throws IOException {
    assertThat(PullSpec.load("generic-csv")).isEmpty();
    assertThat(PullSpec.load(folder.toString())).isEmpty();
    Files.writeString(folder.resolve("pull.yaml"), GOOD);
    assertThat(PullSpec.load(folder.toString())).isPresent();
  }

  @Test
  void the_host_gives_secret_and_parameters() {
    String yaml = GOOD.replace(", default: eu", "");
    try (StandIn vendor = new StandIn(asked -> Answer.json("{'deals':[]}"))) {
      assertThatThrownBy(() -> new Puller(yaml, vendor).open())
          .isInstanceOf(PullException.class)
          .hasMessage("acme needs the parameter 'region': where your account is");
      assertThatThrownBy(() -> new Puller(yaml, vendor).with("regions", "eu").open())
          .hasMessage("acme needs the parameter 'region': where your account is");
      assertThatThrownBy(() -> new Puller(GOOD, vendor).with("regions", "eu").open())
          .hasMessage("acme has no parameter regions; it has region");
      assertThatThrownBy(() -> new Puller(GOOD, vendor).withoutSecret().open())
          .hasMessageStartingWith("acme needs a secret, and none is named");

      new Puller(GOOD, vendor).all();
      assertThat(vendor.asked().get(0).headers()).containsEntry("x-token", "key key:s3cret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "http://127.0.0.1.example.com",
        "ftp://127.0.0.1",
        "http://user@127.0.0.1",
        "https://api.example.com/?x=1"
      })
  void only_this_machine_is_asked_without_encryption(String base) {
    PullOptions options = new PullOptions(Puller.SECRET, Map.of(), base, null);

    assertThatThrownBy(() -> Puller.spec(GOOD).hosts(options, Map.of("region", "eu")))
        .isInstanceOf(PullException.class)
        .hasMessageMatching("the base .* must be.*");
  }

  @Test
  void a_parameter_cannot_change_the_host() {
    PullSpec spec = Puller.spec(GOOD);
    PullOptions options = new PullOptions(Puller.SECRET, Map.of(), null, null);

    assertThatThrownBy(() -> spec.hosts(options, Map.of("region", "evil.example.org/?")))
        .isInstanceOf(PullException.class);
    assertThat(spec.hosts(options, Map.of("region", "us")).base()).hasHost("us.example.com");
  }

  @Test
  void secrets_are_looked_up_by_reference(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

    assertThat(Secret.of("env:TOKEN", Map.of("TOKEN", "s3cret")).value()).isEqualTo("s3cret");
    assertThat(Secret.of("file:" + file, Map.of()).value()).isEqualTo("s3cret");
    assertThat(Secret.of("file:" + file, Map.of())).hasToString("file:" + file);
    assertThatThrownBy(() -> Secret.of("env:TOKEN", Map.of()))
        .hasMessage("the secret env:TOKEN is not there: set the environment variable TOKEN");
    assertThatThrownBy(() -> Secret.of("file:" + folder.resolve("none"), Map.of()))
        .hasMessageEndingWith("cannot be read");
    assertThatThrownBy(() -> Secret.of("s3cret", Map.of()))
        .hasMessageNotContaining("s3cret")
        .hasMessageStartingWith("a secret is named, never written");
  }
}

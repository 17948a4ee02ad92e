package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.willingly.connectors.pull.StandIn.Answer;
import io.willingly.connectors.pull.StandIn.Asked;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors and networks do that they should not. */
class FailuresTest {
  private static final String YAML =
      """
      base: https://api.example.com
      auth: bearer
      rate: 1000
      largest-answer-mib: 1
      requests:
        deals:
          get: /deals
          query: {after: "{cursor}"}
          items: /results
          next: {cursor: /after}
      """;
  private static final String BY_ADDRESS =
      YAML.replace("{cursor: /after}", "{url: /next}").replace("{after: \"{cursor}\"}", "{}");

  @Test
  void too_many_requests_are_tried_again_when_the_vendor_says() {
    int[] asked = new int[1];
    try (StandIn vendor =
        new StandIn(
            question ->
                switch (++asked[0]) {
                  case 1 -> Answer.status(429).with("Retry-After", "2.5");
                  case 2 -> Answer.status(503).with("Retry-After", "Tue, 31 Mar 2026 10:00:30 GMT");
                  case 3, 4 -> Answer.status(500);
                  default -> Answer.json("{'results':[{'id':1}]}");
                })) {
      Puller puller = new Puller(YAML, vendor);

      assertThat(puller.all()).hasSize(1);
      assertThat(puller.waits)
          .containsExactly(
              Duration.ofMillis(2500),
              Duration.ofMillis(27_500),
              Duration.ofSeconds(4),
              Duration.ofSeconds(8));
    }
  }

  @Test
  void a_vendor_that_is_down_is_tried_for_as_long_as_the_file_says() {
    try (StandIn vendor = new StandIn(question -> Answer.status(500))) {
      Puller puller = new Puller(YAML + "patience: 20s\n", vendor);

      PullException failure = failure(puller);

      assertThat(failure)
          .hasMessage(
              "GET %s/deals: answers 500; what was read is kept, try again later"
                  .formatted(vendor.base()));
      assertThat(failure.passing()).isTrue();
      assertThat(puller.waits)
          .containsExactly(
              Duration.ofSeconds(1),
              Duration.ofSeconds(2),
              Duration.ofSeconds(4),
              Duration.ofSeconds(8));
    }
  }

  @Test
  void a_vendor_that_wants_a_long_wait_is_not_waited_for() {
    try (StandIn vendor =
        new StandIn(question -> Answer.status(429).with("Retry-After", "86400"))) {
      assertThat(failure(new Puller(YAML, vendor)))
          .hasMessageContaining("answers 429 and asks to wait for 86,400 s");
    }
  }

  @Test
  void nobody_there_is_said() {
    StandIn vendor = new StandIn(question -> Answer.status(500));
    vendor.close();

    assertThat(failure(new Puller(YAML, vendor))).hasMessageContaining("does not answer");
  }

  @Test
  void an_answer_that_does_not_end_is_given_up() {
    CountDownLatch over = new CountDownLatch(1);
    try (StandIn vendor =
        new StandIn(
            question -> {
              await(over);
              return Answer.status(500);
            })) {
      Puller puller = new Puller(YAML + "timeout: 50ms\npatience: 1s\n", vendor);

      PullException failure = failure(puller);
      over.countDown();

      assertThat(failure).hasMessageContaining("nothing whole within 50 ms");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>maintenance</html>", "{'results':[{'id':1}", "{'a':1,'a':2}", ""})
  void what_is_not_json_is_not_taken(String body) {
    try (StandIn vendor = new StandIn(question -> Answer.json(body))) {
      Puller puller = new Puller(YAML, vendor);

      PullException failure = failure(puller);

      assertThat(failure)
          .hasMessageContaining("the answer is not JSON")
          .hasMessageEndingWith("nothing of it is taken");
      assertThat(failure.passing()).isTrue();
      assertThat(puller.kept).isEmpty();
    }
  }

  @Test
  void a_page_without_the_list_says_what_it_has() {
    try (StandIn vendor = new StandIn(question -> Answer.json("{'deals':[],'paging':{}}"))) {
      PullException failure = failure(new Puller(YAML, vendor));

      assertThat(failure)
          .hasMessageEndingWith(
              "the page has no list at '/results'; it has deals, paging. Correct 'items' of 'deals'"
                  + " in the pull.yaml");
      assertThat(failure.passing()).isFalse();
    }
  }

  @Test
  void items_without_their_time_are_said_for_else_all_would_be_read_each_time() {
    String yaml = YAML + "    since: {at: /changed}\n";
    try (StandIn vendor = new StandIn(question -> Answer.json("{'results':[{'updated':1}]}"))) {
      assertThat(failure(new Puller(yaml, vendor)))
          .hasMessageContaining("no item has a time of format iso at '/changed'");
    }
  }

  @Test
  void a_next_page_on_another_host_is_not_asked_and_gets_no_secret() {
    try (StandIn other = new StandIn(question -> Answer.json("{'results':[]}"));
        StandIn vendor =
            new StandIn(
                question ->
                    Answer.json(
                        "{'results':[],'next':'%s/deals?token=x'}".formatted(other.base())))) {

      assertThat(failure(new Puller(BY_ADDRESS, vendor)))
          .hasMessage(
              ("%s is not asked: only %s may be. If you trust it, add its host to 'hosts' of the"
                      + " pull.yaml")
                  .formatted(other.base(), vendor.base()));
      assertThat(other.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/deals",
        "//evil.example.com/deals",
        "https://api.example.com@evil.example.com/",
        "file:///etc/passwd",
        "http://files.example.com/deals"
      })
  void other_addresses_are_none_either(String next) {
    String yaml = BY_ADDRESS + "hosts: [files.example.com]\n";
    try (StandIn vendor =
        new StandIn(question -> Answer.json("{'results':[],'next':'%s'}".formatted(next)))) {
      assertThat(failure(new Puller(yaml, vendor))).hasMessageContaining(" is not asked: only ");
    }
  }

  @Test
  void a_redirect_is_not_followed() {
    try (StandIn other = new StandIn(question -> Answer.json("{'results':[]}"));
        StandIn vendor =
            new StandIn(
                question -> Answer.status(302).with("Location", other.base() + "/deals?token=x"))) {

      assertThat(failure(new Puller(YAML, vendor)))
          .hasMessageContaining(
              "answers with a redirect (302) to %s/deals; redirects are not followed"
                  .formatted(other.base()));
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void the_same_next_page_twice_ends_it() {
    try (StandIn vendor =
        new StandIn(question -> Answer.json("{'results':[{'id':1}],'after':'same'}"))) {
      Puller puller = new Puller(YAML, vendor);

      assertThat(failure(puller))
          .hasMessageEndingWith(
              "the vendor gives the same next page for ever; is 'next' of 'deals' right?");
      assertThat(vendor.asked()).hasSize(2);
    }
  }

  @Test
  void more_without_an_item_to_go_on_from_is_not_the_end() {
    String yaml = YAML.replace("{cursor: /after}", "{last: /uid, while: /more}");
    try (StandIn vendor =
        new StandIn(question -> Answer.json("{'results':[{'id':1}],'more':true}"))) {
      assertThat(failure(new Puller(yaml, vendor)))
          .hasMessage(
              "there is more after /deals, and its last item has nothing at '/uid'; correct 'next'"
                  + " in the pull.yaml");
    }
  }

  @Test
  void pages_in_a_circle_end_it() {
    Function<String, String> next =
        after ->
            switch (after) {
              case "" -> "a";
              case "a" -> "b";
              case "b" -> "c";
              default -> "a";
            };
    try (StandIn vendor =
        new StandIn(
            question ->
                Answer.json(
                    "{'results':[],'after':'%s'}"
                        .formatted(next.apply(question.query("after")))))) {
      assertThat(failure(new Puller(YAML, vendor))).hasMessageContaining("for ever");
    }
  }

  @Test
  void an_answer_larger_than_allowed_is_not_read_to_its_end() {
    String large = "{'results':['" + "x".repeat(2 << 20) + "']}";
    try (StandIn vendor = new StandIn(question -> Answer.json(large))) {
      assertThat(failure(new Puller(YAML, vendor)))
          .hasMessageEndingWith(
              "the answer is larger than 1,048,576 bytes; ask for smaller pages, or raise"
                  + " 'largest-answer-mib' in the pull.yaml");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void a_refused_secret_is_named_and_never_told(int status) {
    try (StandIn vendor = new StandIn(question -> new Answer(status, Map.of(), "bad key:s3cret"))) {
      PullException failure = failure(new Puller(YAML, vendor));

      assertThat(failure)
          .hasMessage(
              "GET %s/deals: the secret env:TOKEN is refused (%d): bad ***"
                  .formatted(vendor.base(), status));
      assertThat(failure.passing()).isFalse();
    }
  }

  @Test
  void a_new_token_is_asked_for_once() {
    String yaml = YAML.replace("auth: bearer", "auth: {client-credentials: /token}");
    try (StandIn vendor =
        new StandIn(
            question ->
                question.path().equals("/token")
                    ? Answer.json("{'access_token':'T'}")
                    : Answer.status(401))) {
      PullException failure = failure(new Puller(yaml, vendor));

      assertThat(failure).hasMessageContaining("the secret env:TOKEN is refused (401)");
      assertThat(failure.passing()).isFalse();
      assertThat(vendor.asked())
          .extracting(Asked::path)
          .containsExactly("/token", "/deals", "/token", "/deals");
    }
  }

  @Test
  void a_request_that_is_refused_says_why() {
    try (StandIn vendor = new StandIn(question -> Answer.status(422))) {
      assertThat(failure(new Puller(YAML, vendor)))
          .hasMessageEndingWith(
              "/deals: the request is refused (422): {\"message\":\"says the vendor\"}");
    }
  }

  @Test
  void an_expression_that_fails_on_an_item_leaves_it_to_the_mapping() {
    String yaml = YAML + "    payload: '{\"n\": .id - 2}'\n";
    try (StandIn vendor =
        new StandIn(question -> Answer.json("{'results':[{'id':2},{'id':'two'},7]}"))) {
      Puller puller = new Puller(yaml, vendor);

      puller.all();

      String added = "\"_request\":\"deals\",\"_asked\":\"2026-03-31T10:00:00Z\"}";
      assertThat(puller.kept)
          .extracting(Object::toString)
          .containsExactly("{\"n\":0," + added, "{\"id\":\"two\"," + added, "7");
    }
  }

  @Test
  void a_host_that_stops_while_waiting_stops_at_once() {
    try (StandIn vendor = new StandIn(question -> Answer.status(503))) {
      Puller puller = new Puller(YAML, vendor);
      Pull pull =
          new Pull(
              Puller.spec(YAML),
              puller.options(),
              puller.states::get,
              puller.clock(),
              time -> {
                throw new InterruptedException();
              });

      assertThatThrownBy(pull::next).isInstanceOf(InterruptedException.class);
      assertThat(vendor.asked()).hasSize(1);
    }
  }

  private static PullException failure(Puller puller) {
    return catchThrowableOfType(PullException.class, puller::all);
  }
}

package io.willingly.streams.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.streams.testing.Receiver;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
  private static final Message MESSAGE =
      new Message(
          "m-1",
          "save_list.added",
          Instant.parse("2026-11-22T10:00:00Z"),
          "To save: customer <A&B>.\n3 days left.",
          JSON.createObjectNode().put("customer", "<A&B>"));

  private final List<Duration> rests = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private final Attempts told =
      new Attempts() {
        @Override
        public void attempted(String channel, boolean taken) {
          outcomes.add(channel + (taken ? " took it" : " did not"));
        }

        @Override
        public void gaveUp(String channel) {
          outcomes.add(channel + " never took it");
        }
      };

  private Post post(Channel channel) {
    return new Post(channel, Clock.fixed(NOW, ZoneOffset.UTC), told, rests::add);
  }

  /** The vector published with Standard Webhooks. */
  @Test
  void signsAsPublished() {
    WebhookChannel channel = new WebhookChannel(URI.create("https://localhost"), SECRET);

    String signature =
        channel.signature(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}".getBytes(UTF_8));

    assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aWebhookCarriesASignatureOfWhatItSends() throws Exception {
    try (Receiver receiver = new Receiver(n -> 204)) {
      WebhookChannel channel = new WebhookChannel(receiver.url(), SECRET);

      post(channel).send(MESSAGE);

      Receiver.Posted posted = receiver.posted().get(0);
      assertThat(posted.headers().getFirst("webhook-id")).isEqualTo("m-1");
      assertThat(posted.headers().getFirst("webhook-timestamp")).isEqualTo("1614265330");
      assertThat(posted.headers().getFirst("webhook-signature"))
          .isEqualTo(channel.signature("m-1", 1_614_265_330, posted.body().getBytes(UTF_8)));
      JsonNode body = JSON.readTree(posted.body());
      assertThat(body.path("type").asText()).isEqualTo("save_list.added");
      assertThat(body.path("timestamp").asText()).isEqualTo("2026-11-22T10:00:00Z");
      assertThat(body.path("data").path("customer").asText()).isEqualTo("<A&B>");
      assertThat(rests).isEmpty();
    }
  }

  @Test
  void triesAgainUntilItIsTakenAndWaitsAsLongAsItIsAskedTo() throws Exception {
    try (Receiver receiver = new Receiver(n -> n == 0 ? 503 : n == 1 ? 429 : 200)) {
      post(new WebhookChannel(receiver.url(), SECRET)).send(MESSAGE);

      assertThat(receiver.posted()).hasSize(3);
      assertThat(receiver.posted())
          .allSatisfy(p -> assertThat(p.headers().getFirst("webhook-id")).isEqualTo("m-1"));
      assertThat(rests).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(7));
      assertThat(outcomes).containsExactly("webhook did not", "webhook did not", "webhook took it");
    }
  }

  @Test
  void givesUpInTheEndAndCountsIt() throws Exception {
    try (Receiver receiver = new Receiver(n -> 500)) {
      Post post = post(ChatChannel.slack(receiver.url()));

      post.send(MESSAGE);

      assertThat(receiver.posted()).hasSize(6);
      assertThat(post.givenUp()).isEqualTo(1);
    }
  }

  @Test
  void nobodyThereIsTriedAgainToo() throws Exception {
    URI gone;
    try (Receiver receiver = new Receiver(n -> 200)) {
      gone = receiver.url();
    }
    Post post = post(ChatChannel.slack(gone));

    post.send(MESSAGE);

    assertThat(post.givenUp()).isEqualTo(1);
    assertThat(rests).hasSize(5);
    assertThat(outcomes).hasSize(7).endsWith("slack did not", "slack never took it");
  }

  @Test
  void chatsGetTextThatFormatsNothing() throws Exception {
    try (Receiver receiver = new Receiver(n -> 200)) {
      post(ChatChannel.slack(receiver.url())).send(MESSAGE);
      post(ChatChannel.teams(receiver.url())).send(MESSAGE);

      JsonNode slack = JSON.readTree(receiver.posted().get(0).body());
      JsonNode card =
          JSON.readTree(receiver.posted().get(1).body())
              .path("attachments")
              .path(0)
              .path("content");
      assertThat(slack.path("text").asText())
          .isEqualTo("To save: customer &lt;A&amp;B&gt;.\n3 days left.");
      assertThat(slack.path("mrkdwn").asBoolean(true)).isFalse();
      assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
      assertThat(card.path("body").findValuesAsText("text"))
          .containsExactly("To save: customer <A&B>.", "3 days left.");
    }
  }
}

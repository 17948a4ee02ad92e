package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.willingly.connectors.pull.StandIn.Answer;
import io.willingly.connectors.pull.StandIn.Asked;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Webhooks that carry only ids. */
class FetchTest {
  private static final String YAML =
      """
      base: https://api.surveymonkey.com
      auth: bearer
      fetch-within: 6s
      fetch:
        - when: .event_type == "response_completed"
          get: /v3/surveys/{/resources/survey_id}/responses/{/object_id}/details
          query: {simple: "true"}
          into: response
      """;
  private static final String COMPLETED =
      """
      {"event_type": "response_completed", "object_id": "5007",
       "resources": {"survey_id": 31, "collector_id": "2"}}\
      """;

  @Test
  void the_answer_joins_the_payload() {
    try (StandIn vendor = new StandIn(asked -> Answer.json("{'id':'5007','pages':[{'id':'1'}]}"))) {

      JsonNode whole = new Puller(YAML, vendor).fetch().fetch(json(COMPLETED));

      assertThat(whole.at("/response/pages/0/id").asText()).isEqualTo("1");
      assertThat(whole.at("/resources/collector_id").asText()).isEqualTo("2");
      Asked asked = vendor.asked().get(0);
      assertThat(asked.path()).isEqualTo("/v3/surveys/31/responses/5007/details");
      assertThat(asked.query()).containsEntry("simple", "true");
      assertThat(asked.headers()).containsEntry("authorization", "Bearer key:s3cret");
    }
  }

  @Test
  void parameters_that_only_requests_need_are_not_asked_for() {
    String yaml =
        YAML.replace("auth: bearer", "auth: bearer\nparameters: {survey: {description: its id}}");
    try (StandIn vendor = new StandIn(asked -> Answer.json("{'id':'5007'}"))) {
      assertThat(
              new Puller(yaml, vendor).fetch().fetch(json(COMPLETED)).at("/response/id").asText())
          .isEqualTo("5007");
    }
  }

  @Test
  void a_source_without_a_fetch_leaves_its_payloads_as_they_are() {
    assertThat(
            Fetch.of("shopify", new PullOptions(null, Map.of(), null, null)).apply(json(COMPLETED)))
        .isEqualTo(json(COMPLETED));
    assertThatThrownBy(() -> Fetch.of("surveymonkey", new PullOptions(null, Map.of(), null, null)))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("surveymonkey needs a secret");
  }

  @Test
  void without_a_name_it_takes_the_place_of_the_payload() {
    String yaml = YAML.replace("    into: response\n", "    at: /data\n");
    try (StandIn vendor = new StandIn(asked -> Answer.json("{'data':{'id':'5007'}}"))) {
      assertThat(new Puller(yaml, vendor).fetch().fetch(json(COMPLETED)))
          .isEqualTo(json("{\"id\": \"5007\"}"));
    }
  }

  @Test
  void each_element_of_an_array_is_completed_and_others_are_left_alone() {
    try (StandIn vendor = new StandIn(asked -> Answer.json("{'id':'x'}"))) {
      JsonNode whole =
          new Puller(YAML, vendor)
              .fetch()
              .fetch(json("[" + COMPLETED + ", {\"event_type\": \"other\"}, 7]"));

      assertThat(whole.get(0).has("response")).isTrue();
      assertThat(whole.get(1)).isEqualTo(json("{\"event_type\": \"other\"}"));
      assertThat(whole.get(2).asInt()).isEqualTo(7);
      assertThat(vendor.asked()).hasSize(1);
    }
  }

  @Test
  void what_is_gone_at_the_vendor_is_null() {
    try (StandIn vendor = new StandIn(asked -> Answer.status(404))) {
      assertThat(new Puller(YAML, vendor).fetch().fetch(json(COMPLETED)).path("response").isNull())
          .isTrue();
    }
  }

  @Test
  void a_vendor_that_does_not_answer_in_time_ends_it_so_that_the_sender_comes_again() {
    try (StandIn vendor = new StandIn(asked -> Answer.status(503))) {
      Puller puller = new Puller(YAML, vendor);

      assertThatThrownBy(() -> puller.fetch().fetch(json(COMPLETED)))
          .isInstanceOfSatisfying(
              PullException.class, failure -> assertThat(failure.passing()).isTrue())
          .hasMessageContaining("/v3/surveys/31/responses/5007/details: answers 503");
      assertThat(puller.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
  }

  @Test
  void an_id_cannot_lead_elsewhere() {
    try (StandIn vendor = new StandIn(asked -> Answer.json("{}"))) {
      Fetch fetch = new Puller(YAML, vendor).fetch();

      fetch.fetch(json(COMPLETED.replace("\"5007\"", "\"../users?x=1#\"")));
      assertThat(vendor.asked().get(0).path())
          .isEqualTo("/v3/surveys/31/responses/..%2Fusers%3Fx%3D1%23/details");

      assertThatThrownBy(() -> fetch.fetch(json(COMPLETED.replace("\"5007\"", "\"..\""))))
          .isInstanceOf(PullException.class)
          .hasMessage("'..' is no value for a part of an address");
      assertThatThrownBy(() -> fetch.fetch(json(COMPLETED.replace("object_id", "objectId"))))
          .isInstanceOf(PullException.class)
          .hasMessageStartingWith("a value for {/object_id} of the address '/v3/surveys/");
      assertThat(vendor.asked()).hasSize(1);
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}

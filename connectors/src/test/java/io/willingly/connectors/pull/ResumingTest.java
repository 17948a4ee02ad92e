package io.willingly.connectors.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.willingly.connectors.pull.StandIn.Answer;
import io.willingly.connectors.pull.StandIn.Asked;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a pull goes on: after a crash, after an expired cursor, at the next reading. */
class ResumingTest {
  private static final String YAML =
      """
      base: https://api.example.com
      auth: bearer
      requests:
        owners:
          get: /owners
          items: /results
        deals:
          get: /deals
          query: {since: "{since}", after: "{cursor}"}
          items: /results
          since: {at: /changed, overlap: 1h}
          next: {cursor: /after}
      """;

  /** Pages of deals by cursor, and one page of owners. */
  private static Answer deals(Asked asked) {
    if (asked.path().equals("/owners")) {
      return Answer.json("{'results':[{'id':'owner'}]}");
    }
    return switch (asked.query("after")) {
      case "" -> Answer.json("{'results':[{'id':1,'changed':'2026-03-03T00:00:00Z'}],'after':'a'}");
      case "a" ->
          Answer.json("{'results':[{'id':2,'changed':'2026-03-01T00:00:00Z'}],'after':'b'}");
      default -> Answer.json("{'results':[{'id':3,'changed':'2026-03-02T00:00:00Z'}]}");
    };
  }

  @Test
  void a_new_process_goes_on_with_the_page_after_the_last_one_kept() {
    try (StandIn vendor = new StandIn(ResumingTest::deals)) {
      Puller puller = new Puller(YAML, vendor);
      Pull killed = puller.open();
      puller.page(killed);
      puller.page(killed);

      Pull resumed = puller.open();
      assertThat(resumed.outlook())
          .containsExactly(
              "owners: all", "deals: what changed since 2000-01-01T00:00:00Z, in the middle of it");
      while (puller.page(resumed)) {}

      assertThat(puller.kept("/id")).containsExactly("owner", "1", "owner", "2", "3");
      assertThat(puller.nextSince("deals"))
          .as("of the latest of all three pages, less the overlap")
          .isEqualTo("2026-03-02T23:00:00Z");
    }
  }

  @Test
  void the_next_reading_asks_for_what_is_new_and_leaves_out_what_is_not() {
    try (StandIn vendor = new StandIn(ResumingTest::deals)) {
      Puller puller = new Puller(YAML, vendor);
      puller.all();

      puller.all();

      assertThat(puller.kept("/id")).containsExactly("owner", "1");
      assertThat(vendor.asked().get(5).query()).containsEntry("since", "2026-03-02T23:00:00Z");
    }
  }

  @Test
  void another_since_begins_anew_and_the_same_one_goes_on() {
    try (StandIn vendor = new StandIn(ResumingTest::deals)) {
      Puller puller = new Puller(YAML, vendor).since("2026-02-28T00:00:00Z");
      Pull killed = puller.open();
      puller.page(killed);
      puller.page(killed);

      assertThat(puller.open().outlook()).last().asString().endsWith("in the middle of it");
      assertThat(puller.since("2026-03-02T00:00:00Z").open().outlook())
          .last()
          .isEqualTo("deals: what changed since 2026-03-02T00:00:00Z");
    }
  }

  @Test
  void a_since_that_comes_later_begins_anew_but_not_where_somebody_wrote_the_state() {
    try (StandIn vendor = new StandIn(ResumingTest::deals)) {
      Puller puller = new Puller(YAML, vendor);
      puller.all();
      puller.since("2026-02-28T00:00:00Z");
      assertThat(puller.open().outlook())
          .last()
          .isEqualTo("deals: what changed since 2026-02-28T00:00:00Z");

      puller.states.put(
          "deals", JsonNodeFactory.instance.objectNode().put("since", "2026-01-01T00:00:00Z"));
      assertThat(puller.open().outlook())
          .last()
          .isEqualTo("deals: what changed since 2026-01-01T00:00:00Z");
    }
  }

  @Test
  void a_vendor_whose_items_have_no_time_is_asked_since_the_last_reading_began() {
    String yaml = YAML.replace("at: /changed, ", "");
    try (StandIn vendor = new StandIn(ResumingTest::deals)) {
      Puller puller = new Puller(yaml, vendor);

      puller.all();

      assertThat(puller.nextSince("deals")).isEqualTo("2026-03-31T09:00:00Z");
    }
  }

  @Test
  void a_change_in_the_future_hides_nothing() {
    try (StandIn vendor =
        new StandIn(
            asked -> Answer.json("{'results':[{'id':1,'changed':'2031-01-01T00:00:00Z'}]}"))) {
      Puller puller = new Puller(YAML, vendor);

      puller.all();

      assertThat(puller.nextSince("deals")).isEqualTo("2026-03-31T09:00:00Z");
    }
  }

  @Test
  void an_expired_cursor_begins_this_reading_anew() {
    Set<String> expired = new HashSet<>();
    try (StandIn vendor =
        new StandIn(
            asked -> expired.remove(asked.query("after")) ? Answer.status(400) : deals(asked))) {
      Puller puller = new Puller(YAML, vendor);
      Pull killed = puller.open();
      puller.page(killed);
      puller.page(killed);
      expired.add("a");

      Pull resumed = puller.open();
      while (puller.page(resumed)) {}

      assertThat(puller.kept("/id")).containsExactly("owner", "1", "owner", "1", "2", "3");
      assertThat(puller.notes)
          .containsExactly(
              "deals: the vendor no longer takes where it was (400); it is read again from its"
                  + " beginning");
    }
  }

  @Test
  void a_cursor_that_expires_each_time_ends_it() {
    try (StandIn vendor =
        new StandIn(
            asked -> asked.query("after").equals("a") ? Answer.status(410) : deals(asked))) {
      Puller puller = new Puller(YAML, vendor);

      assertThatThrownBy(puller::all)
          .isInstanceOf(PullException.class)
          .hasMessageEndingWith(
              "/deals: the request is refused (410): {\"message\":\"says the vendor\"}");
    }
  }

  @Test
  void a_page_that_fails_is_read_at_the_next_try_of_the_same_pull() {
    boolean[] down = {true};
    try (StandIn vendor =
        new StandIn(
            asked ->
                asked.query("after").equals("a") && down[0] ? Answer.status(503) : deals(asked))) {
      Puller puller = new Puller(YAML, vendor);
      Pull pull = puller.open();
      puller.page(pull);
      puller.page(pull);
      assertThatThrownBy(() -> puller.page(pull)).isInstanceOf(PullException.class);
      down[0] = false;

      while (puller.page(pull)) {}

      assertThat(puller.kept("/id")).containsExactly("owner", "1", "2", "3");
    }
  }

  @Test
  void the_same_pull_reads_on_when_it_has_been_through() {
    try (StandIn vendor = new StandIn(ResumingTest::deals)) {
      Puller puller = new Puller(YAML, vendor);
      Pull pull = puller.open();
      while (puller.page(pull)) {}
      puller.kept.clear();

      puller.after(Duration.ofMinutes(5));
      while (puller.page(pull)) {}

      assertThat(puller.kept("/id")).containsExactly("owner", "1");
    }
  }

  @Test
  void a_state_somebody_wrote_is_checked() {
    assertThatThrownBy(
            () -> Pull.check(JsonNodeFactory.instance.objectNode().put("sinse", "2026-01-01")))
        .isInstanceOf(PullException.class)
        .hasMessage(
            "the stored state has 'sinse', which means nothing here: {\"sinse\":\"2026-01-01\"}");
    assertThatThrownBy(
            () -> Pull.check(JsonNodeFactory.instance.objectNode().put("since", "January")))
        .isInstanceOf(PullException.class)
        .hasMessageContaining("such as 2026-03-31T10:15:00Z");
    Pull.check(JsonNodeFactory.instance.objectNode().put("since", "2026-01-01T00:00:00Z"));
  }
}

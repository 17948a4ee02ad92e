package io.willingly.streams.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.live.HubStand.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LiveHubTest {
  private final HubStand stand = new HubStand();

  @Test
  void tellsASnapshotAndThenWhatChanges() {
    stand.say("a", 1);
    Connection connection = stand.connect(null, "a");
    stand.second();
    stand.say("a", 2);
    stand.second();
    stand.write();

    assertThat(connection.texts())
        .containsExactly(
            "snapshot {\"watch\":0,\"body\":{\"n\":1}}", "delta {\"watch\":0,\"patch\":{\"n\":2}}");
  }

  @Test
  void countsIdsOverTheWholeHub() {
    Connection connection = stand.connect(null, "a", "b");
    stand.second();
    stand.say("b", 1);
    stand.second();
    stand.say("a", 1);
    stand.second();
    stand.write();

    assertThat(connection.events)
        .extracting(event -> EventId.parse(event.id()).map(EventId::number).orElse(0L))
        .as("the first of two snapshots is not all")
        .containsExactly(0L, 2L, 3L, 4L);
    assertThat(connection.texts().get(2)).contains("\"watch\":1");
  }

  @Test
  void asksOnceForAllWhoWatchTheSame() {
    Connection one = stand.connect(null, "a");
    Connection other = stand.connect(null, "b", "a");
    stand.second();
    stand.say("a", 1);
    stand.second();
    stand.write();

    assertThat(Collections.frequency(stand.asked, "a")).isEqualTo(2);
    assertThat(one.texts()).last().isEqualTo("delta {\"watch\":0,\"patch\":{\"n\":1}}");
    assertThat(other.texts()).last().isEqualTo("delta {\"watch\":1,\"patch\":{\"n\":1}}");
  }

  @Test
  void asksOnlyWhenThePipelineMovedOrItIsTouched() {
    stand.connect(null, "a");
    stand.second();
    stand.second();
    assertThat(stand.asked).hasSize(1);

    stand.hub.touch();
    stand.second();

    assertThat(stand.asked).hasSize(2);
  }

  /** Nothing may move when the part that was missing is back. */
  @Test
  void asksAgainForWhatWasNotTheWhole() {
    stand.say("a", 1);
    ObjectNode answer = Objects.requireNonNull(stand.answers.get("a"));
    answer.putArray("missing").add("some of the reps");
    Connection connection = stand.connect(null, "a");
    stand.second();
    stand.second();
    assertThat(stand.asked).hasSize(2);

    answer.remove("missing");
    stand.second();
    stand.second();
    stand.write();

    assertThat(stand.asked).as("and no more when it is whole").hasSize(3);
    assertThat(connection.texts()).last().asString().contains("\"missing\":null");
  }

  /** Told from a copy that was a little behind, while another instance takes over. */
  @Test
  void asksAgainForWhatWasNotOfNow() {
    stand.say("a", 1);
    ObjectNode answer = Objects.requireNonNull(stand.answers.get("a"));
    answer.put("records_to_read", 1);
    stand.connect(null, "a");
    stand.second();
    answer.put("records_to_read", 0);
    stand.second();
    stand.second();

    assertThat(stand.asked).hasSize(2);
  }

  @Test
  void asksWhenThePipelineDoesNotSayWhetherItMoved() {
    stand.connect(null, "a");
    stand.pipelineIsLost = true;
    stand.second();
    stand.second();

    assertThat(stand.asked).hasSize(2);
  }

  @Test
  void asksNoMoreThanOnceASecond() {
    stand.connect(null, "a");
    for (int i = 0; i < 20; i++) {
      stand.say("a", i);
      stand.after(Duration.ofMillis(100));
    }

    assertThat(stand.asked).hasSize(2);
  }

  @Test
  void givesACostlyQuestionAQuarterOfTheTime() {
    stand.costs.put("a", Duration.ofSeconds(2).toNanos());
    stand.connect(null, "a", "b");
    for (int i = 0; i < 120; i++) {
      stand.say("b", i);
      stand.after(Duration.ofMillis(500));
    }

    assertThat(Collections.frequency(stand.asked, "a")).isBetween(8, 11);
    assertThat(Collections.frequency(stand.asked, "b")).isGreaterThan(45);
  }

  @Test
  void asksTheNextWhileOneStillAnswersAndNoneTwice() {
    stand.meanwhile.put("a", stand.hub::tick);
    stand.connect(null, "a", "b");
    stand.second();

    assertThat(stand.asked).containsExactly("a", "b");
  }

  @Test
  void asksWhatHasNoAnswerYetFirst() {
    stand.connect(null, "a", "b");
    stand.second();
    stand.second();
    stand.connect(null, "new");
    stand.hub.touch();
    stand.second();

    assertThat(stand.asked).containsExactly("a", "b", "new", "a", "b");
  }

  @Test
  void tellsOfATroubleOnceAndOfItsEnd() {
    Connection connection = stand.connect(null, "a");
    stand.second();
    stand.failures.put("a", "no");
    stand.hub.touch();
    stand.second();
    stand.second();
    stand.failures.put("a", "never");
    stand.second();
    stand.failures.clear();
    stand.second();
    stand.write();

    assertThat(connection.texts())
        .containsExactly(
            "snapshot {\"watch\":0,\"body\":{}}",
            "problem {\"watch\":0,\"problem\":{\"title\":\"no\"}}",
            "problem {\"watch\":0,\"problem\":{\"title\":\"never\"}}",
            "delta {\"watch\":0,\"patch\":{}}");
  }

  @Test
  void repeatsAWrongQuestionMoreSeldom() {
    stand.failures.put("a", HubStand.NOT_A_QUESTION);
    stand.connect(null, "a");
    stand.second();
    stand.second();
    stand.second();
    assertThat(stand.asked).containsExactly("a");

    stand.failures.clear();
    stand.after(Duration.ofSeconds(10));
    assertThat(stand.asked).containsExactly("a", "a");
  }

  @Test
  void letsOneTroubleKeepNoOtherQuestionBack() {
    stand.failures.put("a", "no");
    Connection connection = stand.connect(null, "a", "b");
    stand.second();
    stand.say("b", 1);
    stand.second();
    Connection later = stand.connect(null, "a", "b");
    stand.failures.clear();
    stand.second();
    stand.write();

    assertThat(connection.texts())
        .containsExactly(
            "problem {\"watch\":0,\"problem\":{\"title\":\"no\"}}",
            "snapshot {\"watch\":1,\"body\":{}}",
            "delta {\"watch\":1,\"patch\":{\"n\":1}}",
            "snapshot {\"watch\":0,\"body\":{}}");
    assertThat(later.texts())
        .containsExactly(
            "snapshot {\"watch\":1,\"body\":{\"n\":1}}",
            "problem {\"watch\":0,\"problem\":{\"title\":\"no\"}}",
            "snapshot {\"watch\":0,\"body\":{}}");
    assertThat(connection.events).last().extracting(HubStand.Event::id).isNotNull();
  }

  @Test
  void beatsForAll() {
    Connection connection = stand.connect(null, "a");
    stand.hub.beat();
    stand.write();
    stand.hub.beat();
    stand.write();

    assertThat(connection.texts()).containsExactly("heartbeat {}", "heartbeat {}");
    assertThat(connection.closed).isZero();
  }

  @Test
  void closesWhoTakesNothingBetweenTwoBeats() {
    Connection connection = stand.connect(null, "a");
    stand.hub.beat();
    stand.hub.beat();
    stand.hub.beat();
    stand.write();

    assertThat(connection.closed).isEqualTo(1);
  }

  @Test
  void closesWhoDoesNotKeepUpAndNobodyElse() {
    HubStand small = new HubStand("a", new LiveLimits(9, 9, 9, 9, 4));
    Connection slow = small.connect(null, "a");
    small.second();
    for (int i = 0; i < 5; i++) {
      small.say("a", i);
      small.second();
    }
    Connection other = small.connect(null, "a");
    small.second();
    small.write();

    assertThat(slow.closed).isEqualTo(1);
    assertThat(slow.events).isEmpty();
    assertThat(other.closed).isZero();
    assertThat(other.texts()).last().asString().endsWith("{\"n\":4}}");
  }

  @Test
  void forgetsWhoIsGone() {
    Connection connection = stand.connect(null, "a");
    connection.broken = true;
    stand.second();
    stand.write();
    stand.say("a", 1);
    stand.second();

    assertThat(stand.asked).hasSize(1);
    assertThat(connection.closed).isEqualTo(1);
  }

  @Test
  void endsWhenTheWatcherSaysSo() {
    Connection connection = new Connection();
    Runnable leave = stand.hub.watch("viewer", stand.questions("a"), null, connection);
    leave.run();
    leave.run();
    stand.second();
    stand.write();

    assertThat(stand.asked).isEmpty();
    assertThat(connection.closed).isEqualTo(1);
  }

  @Test
  void takesOnNoMoreThanItCan() {
    HubStand small = new HubStand("a", new LiveLimits(3, 2, 2, 3, 9));
    small.connect(null, "a", "b");
    small.connect(null, "a");
    List<Watched> one = small.questions("c");
    List<Watched> two = small.questions("c", "d");

    assertThatThrownBy(() -> small.connect(null, "a"))
        .isInstanceOf(HubFull.class)
        .hasMessageContaining("you have 2 live views open");
    assertThatThrownBy(() -> small.hub.watch("other", two, null, new Connection()))
        .isInstanceOf(HubFull.class)
        .hasMessageContaining("3 questions");
    assertThatThrownBy(
            () -> small.hub.watch("other", small.questions("a", "b", "a"), null, new Connection()))
        .isInstanceOf(IllegalArgumentException.class);
    small.hub.watch("other", one, null, new Connection());
    assertThatThrownBy(() -> small.hub.watch("third", one, null, new Connection()))
        .isInstanceOf(HubFull.class)
        .hasMessageContaining("3 live views are open");
  }

  @Test
  void makesRoomByForgettingWhatWasLeftLongest() {
    HubStand small = new HubStand("a", new LiveLimits(9, 9, 9, 2, 9));
    Runnable first = small.hub.watch("v", small.questions("a"), null, new Connection());
    Runnable second = small.hub.watch("v", small.questions("b"), null, new Connection());
    small.second();
    second.run();
    small.second();
    first.run();

    small.connect(null, "c");
    small.second();
    Connection a = small.connect(null, "a");
    small.write();

    assertThat(a.texts()).as("known still, b is not").hasSize(1);
    assertThat(small.asked).containsExactly("a", "b", "c");
  }

  @Test
  void letsNobodyInAfterItsEnd() {
    Connection connection = stand.connect(null, "a");
    stand.hub.end();
    stand.write();

    assertThat(connection.closed).isEqualTo(1);
    assertThatThrownBy(() -> stand.connect(null, "a")).isInstanceOf(HubFull.class);
  }
}

package io.willingly.streams.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.live.HubStand.Connection;
import io.willingly.streams.live.HubStand.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveHubResumeTest {
  private final HubStand stand = new HubStand();

  private String seen(String... names) {
    Connection connection = new Connection();
    Runnable leave = stand.hub.watch("viewer", stand.questions(names), null, connection);
    stand.second();
    stand.write();
    leave.run();
    return String.valueOf(connection.lastId());
  }

  @Test
  void tellsWhatWasMissedInOrderAndNothingTwice() {
    String last = seen("a", "b");
    stand.connect(null, "a", "b");
    stand.say("b", 1);
    stand.second();
    stand.say("a", 2);
    stand.second();
    stand.say("b", 3);
    stand.second();
    Connection back = stand.connect(last, "a", "b");
    stand.write();
    Connection again = stand.connect(back.events.get(1).id(), "a", "b");
    stand.write();

    assertThat(back.texts())
        .containsExactly(
            "delta {\"watch\":1,\"patch\":{\"n\":1}}",
            "delta {\"watch\":0,\"patch\":{\"n\":2}}",
            "delta {\"watch\":1,\"patch\":{\"n\":3}}");
    assertThat(again.events).containsExactly(back.events.get(2));
  }

  @Test
  void worksAMinuteAfterTheLastWatcherLeft() {
    String last = seen("a");
    stand.say("a", 1);
    stand.after(Duration.ofSeconds(60));
    Connection back = stand.connect(last, "a");
    stand.second();
    stand.write();

    assertThat(back.texts()).containsExactly("delta {\"watch\":0,\"patch\":{\"n\":1}}");
  }

  @Test
  void beginsAnewWhenTheQuestionWasForgotten() {
    String last = seen("a");
    stand.after(Duration.ofMinutes(3));
    Connection back = stand.connect(last, "a");
    stand.second();
    stand.write();

    assertThat(back.texts()).containsExactly("snapshot {\"watch\":0,\"body\":{}}");
    assertThat(back.lastId()).isNotEqualTo(last);
  }

  @Test
  void beginsAnewWhenTooMuchHappened() {
    String last = seen("a");
    stand.connect(null, "a");
    for (int i = 1; i <= 300; i++) {
      stand.say("a", i);
      stand.second();
      stand.write();
    }
    Connection back = stand.connect(last, "a");
    stand.write();

    assertThat(back.texts()).containsExactly("snapshot {\"watch\":0,\"body\":{\"n\":300}}");
  }

  @Test
  void beginsAnewForIdsOfAnotherHubOrOtherQuestionsOrNoneAtAll() {
    String last = seen("a", "b");
    HubStand other = new HubStand("b", LiveLimits.STANDARD);
    other.connect(null, "a", "b");
    other.second();
    for (String id :
        Arrays.asList("b" + last.substring(1), "", "a-1", "a-99999999999999999999-0", null)) {
      Connection back = stand.connect(id, "a", "b");
      stand.write();
      assertThat(back.texts()).as("id %s", id).hasSize(2).allMatch(e -> e.startsWith("snapshot"));
    }
    for (String first : List.of("b", "c")) {
      Connection back = stand.connect(last, first, "a");
      stand.second();
      stand.write();
      assertThat(back.texts()).hasSize(2).allMatch(event -> event.startsWith("snapshot"));
    }
    Connection there = other.connect(last, "a", "b");
    other.write();
    assertThat(there.texts()).hasSize(2).allMatch(event -> event.startsWith("snapshot"));
  }

  @Test
  void givesNoIdBeforeAllIsSaid() {
    stand.connect(null, "a");
    stand.second();
    Connection connection = stand.connect(null, "a", "b");
    stand.write();
    assertThat(connection.texts()).containsExactly("snapshot {\"watch\":0,\"body\":{}}");
    assertThat(connection.lastId()).isNull();

    stand.second();
    stand.write();

    assertThat(connection.texts()).last().isEqualTo("snapshot {\"watch\":1,\"body\":{}}");
    assertThat(connection.lastId()).isNotNull();
  }

  @Test
  void keepsTwoPlacesOfOneQuestionTogether() {
    Connection connection = stand.connect(null, "a", "a");
    stand.second();
    stand.say("a", 1);
    stand.second();
    stand.write();

    assertThat(connection.events.get(2).id()).as("half of a change").isNull();
    assertThat(connection.events.get(3).id()).isNotNull();
  }

  /** A page: what it has of each question, over connections that drop. */
  private static final class Page {
    private static final String[] NAMES = {"a", "b", "c"};

    private final JsonNode[] documents = new JsonNode[NAMES.length];
    private @Nullable String lastId;
    private long lastNumber;
    private Connection connection = new Connection();
    private int read;
    private Runnable leave = () -> {};

    void connect(HubStand stand) {
      connection = new Connection();
      read = 0;
      leave = stand.hub.watch(this, stand.questions(NAMES), lastId, connection);
    }

    /** Reads some of what came; drops the rest with the connection. */
    void read(int most) {
      List<Event> events = connection.events;
      for (; read < events.size() && most > 0; read++, most--) {
        Event event = events.get(read);
        JsonNode data = Documents.json(event.data());
        int watch = data.path("watch").asInt();
        if (event.event().equals("snapshot")) {
          documents[watch] = data.path("body");
        } else if (event.event().equals("delta")) {
          documents[watch] = Patched.by(documents[watch], data.path("patch"));
        }
        if (event.id() != null) {
          long number = EventId.parse(event.id()).orElseThrow().number();
          if (event.event().equals("delta")) {
            assertThat(number).as("told once").isGreaterThan(lastNumber);
          }
          lastId = event.id();
          lastNumber = number;
        }
      }
    }
  }

  @Property(tries = 300)
  void aPageThatDropsHasWhatTheServerHas(@ForAll long seed) {
    Random random = new Random(seed);
    LiveLimits limits = new LiveLimits(9, 9, 9, 9, 12);
    HubStand server = new HubStand("a", limits);
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pages.add(new Page());
      pages.get(i).connect(server);
    }
    for (int step = 0; step < 120; step++) {
      Page page = pages.get(random.nextInt(pages.size()));
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          server.answers.put(Page.NAMES[random.nextInt(3)], document(random));
          server.pipeline++;
          server.second();
        }
        case 3 -> server.write();
        case 4 -> {
          server.write();
          page.read(random.nextInt(6));
        }
        case 5 -> {
          page.read(random.nextInt(3));
          page.leave.run();
          page.connect(server);
        }
        case 6 -> {
          String name = Page.NAMES[random.nextInt(3)];
          if (server.failures.remove(name) == null) {
            server.failures.put(name, "no");
          }
          server.hub.touch();
          server.second();
        }
        default -> server.after(Duration.ofSeconds(random.nextInt(60)));
      }
    }
    server.failures.clear();
    server.second();
    for (Page page : pages) {
      server.write();
      page.read(Integer.MAX_VALUE);
      if (page.connection.closed > 0) {
        page.connect(server);
        server.second();
        server.write();
        page.read(Integer.MAX_VALUE);
      }
      for (int i = 0; i < Page.NAMES.length; i++) {
        ObjectNode answer =
            server.answers.getOrDefault(Page.NAMES[i], JsonNodeFactory.instance.objectNode());
        assertThat(page.documents[i])
            .isEqualTo(KeyedRows.of(new Asked(Page.NAMES[i], () -> answer)));
      }
    }
  }

  private static ObjectNode document(Random random) {
    ObjectNode document = Documents.random(random, 2);
    if (random.nextBoolean()) {
      var rows = document.putArray("rows");
      for (int i = random.nextInt(4); i > 0; i--) {
        rows.addObject().put("id", "r" + random.nextInt(5)).put("n", random.nextInt(3));
      }
    }
    return document;
  }
}

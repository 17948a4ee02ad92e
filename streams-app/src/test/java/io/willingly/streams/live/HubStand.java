package io.willingly.streams.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A hub whose time, threads and pipeline are a test's; its questions answer with a number. */
final class HubStand {
  final Map<String, ObjectNode> answers = new TreeMap<>();
  final Map<String, Long> costs = new TreeMap<>();

  /** A failure that is the fault of who asks. */
  static final String NOT_A_QUESTION = "not a question";

  final Map<String, String> failures = new TreeMap<>();

  /** What other threads do while a question is asked. */
  final Map<String, Runnable> meanwhile = new TreeMap<>();

  final List<String> asked = new ArrayList<>();
  final LiveHub hub;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long nanos = -5;
  long pipeline;
  boolean pipelineIsLost;

  HubStand(String epoch, LiveLimits limits) {
    hub = new LiveHub(epoch, this::sign, HubStand::problem, limits, () -> nanos, tasks::add);
  }

  HubStand() {
    this("a", LiveLimits.STANDARD);
  }

  private static ObjectNode problem(RuntimeException e) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode().put("title", e.getMessage());
    return e instanceof IllegalArgumentException ? problem.put("status", 400) : problem;
  }

  private long sign() {
    if (pipelineIsLost) {
      throw new IllegalStateException("is being restored");
    }
    return pipeline;
  }

  /** Questions by name; the pipeline has moved when their answers do. */
  List<Watched> questions(String... names) {
    List<Watched> questions = new ArrayList<>();
    for (String name : names) {
      questions.add(new Asked(name, () -> answer(name)));
    }
    return questions;
  }

  private ObjectNode answer(String name) {
    asked.add(name);
    meanwhile.getOrDefault(name, () -> {}).run();
    nanos += costs.getOrDefault(name, 0L);
    String failure = failures.get(name);
    if (failure != null) {
      throw failure.equals(NOT_A_QUESTION)
          ? new IllegalArgumentException(failure)
          : new IllegalStateException(failure);
    }
    return answers.getOrDefault(name, JsonNodeFactory.instance.objectNode());
  }

  void say(String name, int number) {
    answers.put(name, JsonNodeFactory.instance.objectNode().put("n", number));
    pipeline++;
  }

  /** The hub's own thread comes round after a while. */
  void after(Duration pause) {
    nanos += pause.toNanos();
    hub.tick();
  }

  void second() {
    after(Duration.ofSeconds(1));
  }

  /** The writers send what they can. */
  void write() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  /** An event as it was sent. */
  record Event(@Nullable String id, String event, String data) {
    @Override
    public String toString() {
      return event + " " + data;
    }
  }

  /** A connection that notes what comes. */
  static final class Connection implements Sink {
    final List<Event> events = new ArrayList<>();
    boolean broken;
    int closed;

    @Override
    public boolean send(@Nullable String id, String event, int watch, String data) {
      if (!broken) {
        events.add(new Event(id, event, data));
      }
      return !broken;
    }

    @Override
    public void close() {
      closed++;
    }

    List<String> texts() {
      return events.stream().map(Event::toString).toList();
    }

    @Nullable String lastId() {
      String last = null;
      for (Event event : events) {
        last = event.id() == null ? last : event.id();
      }
      return last;
    }
  }

  Connection connect(@Nullable String lastEventId, String... names) {
    Connection connection = new Connection();
    hub.watch("viewer", questions(names), lastEventId, connection);
    return connection;
  }
}

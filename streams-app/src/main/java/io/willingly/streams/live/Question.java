package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A watched question: its answer, who watches, and how it changed lately. Guarded by the hub. */
final class Question {
  /** Changes kept, enough for a minute of one a second and for a slow reconnection. */
  private static final int CHANGES = 256;

  /** What they may weigh in characters: beyond it a new snapshot is the cheaper way to resume. */
  private static final long CHARACTERS = 1 << 19;

  private static final long WRONG_RESTS = Duration.ofSeconds(10).toNanos();

  private final Watched watched;
  private final Set<Seat> seats = new LinkedHashSet<>();
  private final Deque<Change> changes = new ArrayDeque<>();
  private long characters;
  private long forgotten = Long.MAX_VALUE;
  private @Nullable ObjectNode body;
  private @Nullable String text;
  private @Nullable JsonNode problem;
  private @Nullable Sign sign;
  private boolean asking;
  private long notBefore;
  private long leftAt;

  Question(Watched watched, long now) {
    this.watched = watched;
    this.notBefore = now;
    this.leftAt = now;
  }

  /** A watcher, and the place of the question in his list. */
  record Seat(Watcher watcher, int watch) {}

  /** A change of the answer: a merge patch. */
  record Change(long id, String patch) {}

  /** What the answers depend on: the pipeline's, and ours for what is not counted there. */
  record Sign(long pipeline, long touches) {}

  Watched watched() {
    return watched;
  }

  /** Who watches, in the order in which they came. */
  List<Seat> seats() {
    return List.copyOf(seats);
  }

  boolean isWatched() {
    return !seats.isEmpty();
  }

  void join(Seat seat) {
    seats.add(seat);
  }

  void leave(Watcher watcher, long now) {
    if (seats.removeIf(seat -> seat.watcher() == watcher) && seats.isEmpty()) {
      leftAt = now;
    }
  }

  /** When its last watcher left. */
  long leftAt() {
    return leftAt;
  }

  boolean hasBody() {
    return body != null;
  }

  /** The present answer as JSON; only when there is one. */
  String text() {
    if (text == null) {
      text = String.valueOf(body);
    }
    return text;
  }

  @Nullable JsonNode problem() {
    return problem;
  }

  /** Whether its answer may be another, and it may be asked again. */
  boolean isDue(Sign now, long time) {
    return isRested(time) && !now.equals(sign);
  }

  /** Whether it may be asked again. */
  boolean isRested(long time) {
    return isWatched() && !asking && time - notBefore >= 0;
  }

  long notBefore() {
    return notBefore;
  }

  /** Notes that somebody asks it. */
  void ask() {
    asking = true;
  }

  /** Notes that it was asked, and when it may be asked again. */
  void asked(Sign at, long next) {
    asking = false;
    sign = at;
    notBefore = next;
  }

  /** Whether a change after that is still known, and so all that follow. */
  boolean reaches(long id) {
    return id >= forgotten;
  }

  List<Change> after(long id) {
    return changes.stream().filter(change -> change.id() > id).toList();
  }

  /** Takes the first answer. */
  void begin(long id, ObjectNode first) {
    body = first;
    text = null;
    problem = null;
    forgotten = id;
  }

  /** What makes the answer of the one before; null when it is the same. */
  @Nullable ObjectNode difference(ObjectNode after) {
    if (body == null) {
      return null;
    }
    ObjectNode patch = MergePatch.diff(body, after);
    return patch.isEmpty() && problem == null ? null : patch;
  }

  /** Takes the next answer. */
  void change(Change change, ObjectNode after) {
    body = after;
    text = null;
    problem = null;
    changes.add(change);
    characters += change.patch().length();
    while (changes.size() > CHANGES || characters > CHARACTERS) {
      Change oldest = changes.remove();
      characters -= oldest.patch().length();
      forgotten = oldest.id();
    }
  }

  /** Takes that the answer was not the whole: it is asked again whatever moves. */
  void lacked() {
    sign = null;
  }

  /**
   * Takes that there is no answer, to be asked again whatever moves; tells whether that is news.
   * Where the fault is the question's own (HTTP 4xx) it rests longer: who may see what, and which
   * names are known, changes seldom.
   */
  boolean fail(JsonNode why) {
    boolean news = !why.equals(problem);
    int status = why.path("status").asInt();
    if (400 <= status && status < 500) {
      notBefore += WRONG_RESTS;
    }
    sign = null;
    problem = why;
    return news;
  }
}

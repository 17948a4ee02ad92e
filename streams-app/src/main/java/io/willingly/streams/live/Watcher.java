package io.willingly.streams.live;

import io.willingly.streams.live.Question.Seat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One who watches: the events on their way to him, at most so many. A thread of the pool sends them
 * while there are any, so that who is slow holds one thread and keeps nobody waiting.
 */
final class Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final Object viewer;
  private final List<Question> questions;
  private final int questionsId;
  private final Sink sink;
  private final Executor writers;
  private final Consumer<Watcher> gone;
  private final Deque<Message> queue = new ArrayDeque<>();
  private final int most;
  private boolean sending;
  private boolean closed;
  private long sent;
  private long stuckAt = -1;
  private int unheard;

  /**
   * A watcher of some questions.
   *
   * @param most events that may wait
   * @param gone told once when he cannot be reached any more
   */
  Watcher(
      Object viewer,
      List<Question> questions,
      Sink sink,
      Executor writers,
      int most,
      Consumer<Watcher> gone) {
    this.viewer = viewer;
    this.questions = List.copyOf(questions);
    this.questionsId = EventId.of(questions.stream().map(one -> one.watched().key()).toList());
    this.sink = sink;
    this.writers = writers;
    this.most = most;
    this.gone = gone;
    this.unheard = questions.size();
  }

  Object viewer() {
    return viewer;
  }

  List<Question> questions() {
    return questions;
  }

  /** His places in the order of his list. */
  List<Seat> seats() {
    return IntStream.range(0, questions.size()).mapToObj(i -> new Seat(this, i)).toList();
  }

  Question question(Seat seat) {
    return questions.get(seat.watch());
  }

  int questionsId() {
    return questionsId;
  }

  /** Notes that he was told of one more of his questions, or of all; guarded by the hub. */
  void heard(int more) {
    unheard -= more;
  }

  /**
   * Whether he was told something of each question. Only then he is given ids: who drops before
   * must not resume as if he had all.
   */
  boolean heardAll() {
    return unheard <= 0;
  }

  void tell(Message message) {
    boolean tooMany;
    boolean start;
    synchronized (queue) {
      if (closed) {
        return;
      }
      tooMany = queue.size() >= most;
      start = !sending && !tooMany;
      if (!tooMany) {
        queue.add(message);
        sending = true;
      }
    }
    if (tooMany) {
      LOG.debug("a watcher does not keep up: closed, he may resume");
      gone.accept(this);
    } else if (start) {
      execute(this::send);
    }
  }

  /** Tells that we are here; who has not taken one event since the last time is given up. */
  void beat() {
    boolean stuck;
    synchronized (queue) {
      stuck = sending && stuckAt == sent;
      stuckAt = sending ? sent : -1;
    }
    if (stuck) {
      LOG.info("a watcher takes nothing any more: closed");
      gone.accept(this);
    } else {
      tell(Message.HEARTBEAT);
    }
  }

  private void send() {
    while (true) {
      Message next;
      synchronized (queue) {
        next = queue.poll();
        if (next == null) {
          sending = false;
          return;
        }
      }
      if (!took(next)) {
        gone.accept(this);
        return;
      }
      synchronized (queue) {
        sent++;
      }
    }
  }

  private boolean took(Message message) {
    try {
      return message.to(sink);
    } catch (RuntimeException e) {
      LOG.debug("a watcher is gone: {}", e.getMessage());
      return false;
    }
  }

  /** Ends it, what waits is not sent. */
  void close() {
    synchronized (queue) {
      if (closed) {
        return;
      }
      closed = true;
      queue.clear();
    }
    // On another thread: one of the pool may be held in it, and who closes may hold the hub.
    execute(sink::close);
  }

  private void execute(Runnable task) {
    try {
      writers.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("the hub is closed");
    }
  }
}

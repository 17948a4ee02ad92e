package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.live.Question.Change;
import io.willingly.streams.live.Question.Seat;
import io.willingly.streams.live.Question.Sign;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks watched questions again when the pipeline has moved, each once for all who watch it, and
 * tells what changed: first a snapshot, then differences with increasing ids. Who comes back with
 * the last id he saw is told what he missed, or is given a new snapshot. Threads are given by
 * {@link LiveThreads}.
 */
public final class LiveHub {
  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

  /** Between two answers of a question: people do not read faster. */
  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  /** A question rests so many times as long as its answer took: a quarter of the time at most. */
  private static final long REST = 3;

  private final Teller teller;
  private final LongSupplier changed;
  private final Function<RuntimeException, ? extends JsonNode> problem;
  private final LiveLimits limits;
  private final LongSupplier nanos;
  private final Executor writers;
  private final AtomicLong touches = new AtomicLong();
  private final Questions questions;
  private final Set<Watcher> watchers = new LinkedHashSet<>();
  private long last;
  private boolean closed;

  /**
   * A hub that waits to be told to work.
   *
   * @param epoch lower-case letters and digits that no other hub of these watchers had
   * @param changed a number that is another when answers may be: asked several times a second
   * @param problem what watchers are told when a question has no answer
   * @param nanos a clock that only goes on, in nanoseconds
   * @param writers threads that may block, one for each watcher
   */
  LiveHub(
      String epoch,
      LongSupplier changed,
      Function<RuntimeException, ? extends JsonNode> problem,
      LiveLimits limits,
      LongSupplier nanos,
      Executor writers) {
    this.teller = new Teller(epoch, limits.waiting() / 2);
    this.changed = changed;
    this.problem = problem;
    this.limits = limits;
    this.questions = new Questions(limits.questions(), nanos);
    this.nanos = nanos;
    this.writers = writers;
  }

  /** How many questions one may watch at once. */
  public int most() {
    return limits.list();
  }

  /** How many watch now. */
  public synchronized int open() {
    return watchers.size();
  }

  /** Says that answers may be others though the pipeline did not move: a contest, a target. */
  public void touch() {
    touches.incrementAndGet();
  }

  /**
   * Watches questions, until the connection fails or what is returned is run.
   *
   * @param viewer who counts for the limit of a viewer
   * @param lastEventId the last id he saw, if he comes back
   * @throws HubFull when there is no room
   */
  public synchronized Runnable watch(
      Object viewer, List<? extends Watched> watched, @Nullable String lastEventId, Sink sink) {
    if (closed) {
      throw new HubFull("the server is closing");
    }
    limits.check(
        watchers.size(),
        watchers.stream().filter(other -> other.viewer().equals(viewer)).count(),
        watched.size());
    List<Question> asked = questions.of(watched);
    Watcher watcher = new Watcher(viewer, asked, sink, writers, limits.waiting(), this::leave);
    watchers.add(watcher);
    watcher.seats().forEach(seat -> watcher.question(seat).join(seat));
    teller.welcome(watcher, lastEventId, last);
    return () -> leave(watcher);
  }

  private synchronized void leave(Watcher watcher) {
    if (watchers.remove(watcher)) {
      long now = nanos.getAsLong();
      watcher.questions().forEach(question -> question.leave(watcher, now));
      watcher.close();
    }
  }

  /** Asks every question that is due, the longest due first; several threads may do so at once. */
  void tick() {
    Optional<Runnable> next = next();
    while (next.isPresent()) {
      next.get().run();
      next = next();
    }
  }

  private Optional<Runnable> next() {
    long now = nanos.getAsLong();
    synchronized (this) {
      questions.forget(now);
      if (closed || !questions.anyRested(now)) {
        return Optional.empty();
      }
    }
    Sign sign = sign();
    synchronized (this) {
      Optional<Question> due = questions.due(sign, now);
      due.ifPresent(Question::ask);
      return due.map(question -> () -> ask(question, sign));
    }
  }

  /** Read before the question is asked: what comes while it answers is another sign. */
  private Sign sign() {
    try {
      return new Sign(changed.getAsLong(), touches.get());
    } catch (RuntimeException e) {
      LOG.debug("the pipeline does not say whether it moved: {}", e.getMessage());
      return new Sign(0, touches.incrementAndGet());
    }
  }

  private void ask(Question question, Sign sign) {
    long begun = nanos.getAsLong();
    Runnable outcome;
    try {
      ObjectNode body = KeyedRows.of(question.watched());
      outcome = () -> answered(question, body);
    } catch (RuntimeException e) {
      LOG.debug("a watched question has no answer", e);
      JsonNode why = problem.apply(e);
      outcome = () -> failed(question, why);
    } catch (Error e) {
      // Else nobody would ask it again.
      asked(question, sign, begun);
      throw e;
    }
    synchronized (this) {
      asked(question, sign, begun);
      outcome.run();
    }
  }

  private synchronized void asked(Question question, Sign sign, long begun) {
    long ended = nanos.getAsLong();
    question.asked(sign, Math.max(begun + INTERVAL, ended + REST * (ended - begun)));
  }

  private void answered(Question question, ObjectNode body) {
    // What comes of copies, too, gets whole without anything that would move.
    if (body.has(Watched.LACKS) || body.path(Watched.LAGS).asLong() > 0) {
      question.lacked();
    }
    if (!question.hasBody()) {
      hear(question);
      last++;
      question.begin(last, body);
      for (Seat seat : question.seats()) {
        teller.snapshot(seat, question, last);
      }
      return;
    }
    ObjectNode patch = question.difference(body);
    if (patch != null) {
      Change change = new Change(++last, patch.toString());
      question.change(change, body);
      question.seats().forEach(seat -> teller.change(seat, question, change));
    }
  }

  private void failed(Question question, JsonNode why) {
    hear(question);
    if (question.fail(why)) {
      question.seats().forEach(seat -> teller.problem(seat, why));
    }
  }

  /** Notes that its watchers hear of it, when nothing was said of it before. */
  private static void hear(Question question) {
    if (!question.hasBody() && question.problem() == null) {
      question.seats().forEach(seat -> seat.watcher().heard(1));
    }
  }

  /** Tells all that we are here. */
  void beat() {
    List<Watcher> all;
    synchronized (this) {
      all = List.copyOf(watchers);
    }
    all.forEach(Watcher::beat);
  }

  /** Ends all connections; nobody is let in any more. */
  synchronized void end() {
    closed = true;
    List.copyOf(watchers).forEach(this::leave);
  }
}

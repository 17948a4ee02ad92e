package io.willingly.streams.cli;

import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.guess.Guesser;
import io.willingly.connectors.mapping.InputException;
import io.willingly.streams.config.Settings;
import io.willingly.streams.query.Queries;
import io.willingly.streams.trial.TrialRun;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A trial in this process; it owns its directory. */
final class LocalTrial implements TrialRun {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTrial.class);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Host host;
  private final Settings like;
  private final Path directory;
  private final List<Path> files;
  private final String id;

  private Guess guess;
  private State state = State.GUESSED;
  private String message = "";
  private long begun;
  private long ended;
  private long asked = System.nanoTime();
  private @Nullable Thread counting;
  private @Nullable TrialRoom room;
  private TrialRoom.@Nullable Counted counted;

  LocalTrial(Host host, Settings like, Path directory, List<Path> files) {
    this.host = host;
    this.like = like;
    this.directory = directory;
    this.files = List.copyOf(files);
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    this.id = HexFormat.of().formatHex(random);
    this.guess = guessed(Map.of());
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public synchronized Guess guess() {
    return guess;
  }

  @Override
  public synchronized Guess correct(Map<String, String> corrections) {
    require(State.GUESSED);
    guess = guessed(corrections);
    return guess;
  }

  private Guess guessed(Map<String, String> corrections) {
    try {
      return Guesser.guess(files, corrections);
    } catch (InputException e) {
      throw new InputException(named(e), e);
    }
  }

  /** What was wrong, with the files as somebody named them: where they lie is nobody's concern. */
  private String named(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    for (Path file : files) {
      message = message.replace(file.toString(), file.getFileName().toString());
    }
    return message;
  }

  @Override
  public synchronized void start() {
    require(State.GUESSED);
    if (guess.mapping() == null) {
      throw new InputException(TryText.problems(guess));
    }
    state = State.COUNTING;
    begun = System.nanoTime();
    counting = new Thread(this::count, "willingly-trial");
    counting.setDaemon(true);
    counting.start();
  }

  private void count() {
    try {
      TrialRoom made = new TrialRoom(host, directory.resolve("data"), like);
      if (!entered(made)) {
        made.close();
        return;
      }
      TrialRoom.Counted result = made.count(guess(), files, LONGEST);
      end(State.DONE, "", result);
    } catch (RuntimeException e) {
      LOG.info("trial failed", e);
      end(State.FAILED, named(e), null);
    }
  }

  private synchronized boolean entered(TrialRoom made) {
    if (state == State.COUNTING) {
      room = made;
      return true;
    }
    return false;
  }

  private synchronized void end(State as, String why, TrialRoom.@Nullable Counted result) {
    if (state == State.COUNTING) {
      state = as;
      message = why;
      counted = result;
      ended = System.nanoTime();
    }
  }

  @Override
  public synchronized Progress progress() {
    long until = state == State.COUNTING ? System.nanoTime() : ended;
    long millis = begun == 0 ? 0 : Math.max(0, until - begun) / 1_000_000;
    long left = room == null ? 0 : room.left();
    return counted == null
        ? new Progress(state, left, millis, message)
        : new Progress(
            state,
            counted.ledger().rows(),
            left,
            millis,
            message,
            counted.outcomes(),
            counted.rejected(),
            counted.unread(),
            counted.unreadValues(),
            counted.waiting());
  }

  @Override
  public synchronized Queries queries() {
    return session().queries();
  }

  @Override
  public synchronized int today() {
    return session().today();
  }

  private Session session() {
    require(State.DONE);
    if (room == null) {
      throw new IllegalStateException("the trial is closed");
    }
    return room.session();
  }

  /** Somebody is interested. */
  synchronized void touch() {
    asked = System.nanoTime();
  }

  synchronized Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - asked);
  }

  private void require(State expected) {
    if (state != expected) {
      throw new IllegalStateException(
          "the trial is %s, not %s".formatted(state, expected).toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public void close() {
    TrialRoom left;
    Thread worker;
    synchronized (this) {
      state = State.CLOSED;
      left = room;
      worker = counting;
      room = null;
    }
    if (left != null) {
      left.close();
    }
    if (worker != null && worker != Thread.currentThread()) {
      try {
        worker.join(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    TrialRoom.remove(directory);
  }
}

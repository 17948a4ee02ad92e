package io.willingly.streams.access;

import io.willingly.event.ContestKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.access.Contest.Decision;
import io.willingly.streams.access.Contest.Fact;
import io.willingly.streams.access.Contest.State;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.runtime.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The topic {@code contests}: facts that somebody says are wrong. A contest changes no number; it
 * is shown and counted beside them. Thread-safe; where two processes decide the same at the same
 * moment, the later record counts.
 */
public final class Contests implements AutoCloseable {
  /** Characters of a reason or a note. */
  public static final int LONGEST_TEXT = 1_000;

  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(30);

  private final Clock clock;
  private final ContestView view = new ContestView();
  private final TopicWriter<ContestKey, io.willingly.event.Contest> writer;
  private final ContestTail tail;

  /**
   * Reads the topic, and goes on reading until closed.
   *
   * @throws io.willingly.streams.runtime.ClusterException when it cannot be read
   */
  public Contests(Cluster cluster, Clock clock) {
    this.clock = clock;
    this.writer = new TopicWriter<>(cluster, Topics.CONTESTS, LONGEST_BLOCK);
    this.tail = new ContestTail(cluster, view, this::forgetErased);
    try {
      tail.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Contests a fact. The caller has asked {@link Viewer#mayReadDeal}.
   *
   * @param reason why, plain text of up to {@link #LONGEST_TEXT} characters
   * @throws BadInput when the reason is none
   * @throws ContestRefused when an open contest is about the same fact
   */
  public synchronized Contest open(Viewer by, Fact fact, String reason) {
    String text = text("reason", reason);
    if (text.isEmpty()) {
      throw new BadInput("reason is empty: say in a sentence what is wrong about it");
    }
    view.all(contest -> contest.state() == State.OPEN && contest.fact().same(fact)).stream()
        .findFirst()
        .ifPresent(
            other -> {
              throw new ContestRefused(
                  "%s of %s is contested already, by %s on %s"
                      .formatted(fact.event(), fact.source(), other.openedBy(), other.openedAt()));
            });
    return write(
        new Contest(UUID.randomUUID().toString(), fact, text, State.OPEN, by.name(), now(), null));
  }

  /**
   * Upholds, dismisses or withdraws an open contest.
   *
   * @param outcome anything but open
   * @param note what is said with it, null for nothing
   * @throws Denied when the viewer may not
   * @throws NoSuchContest when there is none, and the viewer may know
   * @throws ContestRefused when it is decided already
   */
  public synchronized Contest decide(Viewer by, String id, State outcome, @Nullable String note) {
    String text = note == null ? "" : text("note", note);
    Contest contest = view.get(id).orElse(null);
    switch (outcome) {
      case OPEN -> throw new BadInput("a contest is upheld, dismissed or withdrawn, not opened");
      case UPHELD, DISMISSED -> by.mayDecide().orThrow();
      case WITHDRAWN -> {
        // Who sees all contests may know that there is none.
        if (contest != null || !by.mayDecide().granted()) {
          by.mayWithdraw(contest).orThrow();
        }
      }
    }
    if (contest == null) {
      throw new NoSuchContest(id);
    }
    Decision earlier = contest.decision();
    if (earlier != null) {
      throw new ContestRefused(
          "it was %s by %s on %s, and that is final; contest the fact anew if need be"
              .formatted(word(contest.state()), earlier.by(), earlier.at()));
    }
    return write(
        contest.decided(outcome, new Decision(by.name(), now(), text.isEmpty() ? null : text)));
  }

  public Optional<Contest> get(String id) {
    return view.get(id);
  }

  /** Those about a deal, newest first. */
  public List<Contest> ofDeal(String deal) {
    return view.all(contest -> contest.fact().deal().equals(deal));
  }

  /** Those about deals the viewer may read, newest first. */
  public List<Contest> visibleTo(Viewer viewer, Groups groups) {
    return view.all(
        contest -> {
          String rep = contest.fact().rep();
          String team = rep == null ? null : groups.teamOf(rep).orElse(null);
          return viewer.mayReadDeal(rep, team).granted();
        });
  }

  /**
   * How many were open at a time, of each rep who had any; of deals nobody carries under {@link
   * io.willingly.metrics.tally.CellKey#NO_REP}.
   */
  public Map<String, Long> openByRep(Instant at) {
    return view.openByRep(at);
  }

  private Contest write(Contest contest) {
    long offset =
        writer.write(new ContestKey(contest.id()), ContestCodec.write(contest), clock.instant());
    // Who wrote it sees it at once, not when it was read back.
    view.see(offset, contest.id(), contest);
    return contest;
  }

  private void forgetErased() {
    for (String id : view.toForget()) {
      view.see(writer.write(new ContestKey(id), null, clock.instant()), id, null);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String text(String field, String given) {
    String text = given.strip();
    if (text.length() > LONGEST_TEXT) {
      throw new BadInput(
          "%s has %d characters; at most %d are kept"
              .formatted(field, text.length(), LONGEST_TEXT));
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw new BadInput(field + " has control characters; expected is plain text");
    }
    return text;
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    tail.close();
    writer.close();
  }
}

package io.willingly.streams.testing;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.CellKey;
import io.willingly.streams.peer.DataDirectory;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.peer.PeerClient;
import io.willingly.streams.peer.PeerServer;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Queries;
import io.willingly.streams.query.Report;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks an instance for the report of all reps, five times a second: for how long it was not
 * answered from the whole state as it is now, and whether a part was ever told as the whole: a rep
 * who was there is gone, or has fewer won deals than before, of those who only win.
 */
public final class Answers implements AutoCloseable {
  private static final long PAUSE_MILLIS = 200;
  private static final AsOf LATER = AsOf.day((int) LocalDate.of(2027, 1, 1).toEpochDay());

  /** Who was told of less often may have had one deal, which was not committed yet. */
  private static final int KNOWN = 20;

  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Long> floor = new HashMap<>();
  private final Predicate<String> grows;
  private final Map<Kind, Spell> spells = new EnumMap<>(Kind.class);
  private final Set<String> wrong = new TreeSet<>();
  private @Nullable Path instance;
  private @Nullable Kind last;
  private long lastAt;
  private long slowest;

  /** What is told of an answer. */
  private enum Kind {
    WHOLE,
    FROM_COPIES,
    PARTIAL,
    REFUSED
  }

  /** For how long it was so. */
  private static final class Spell {
    private long all;
    private long longest;
    private long present;
  }

  /** What was answered: won deals by rep. */
  private record Answer(Kind kind, Map<String, Long> won) {}

  /**
   * Asks nobody yet.
   *
   * @param grows reps whose won deals never become fewer, whatever is counted in which order
   */
  public Answers(Predicate<String> grows) {
    this.grows = grows;
    thread.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** From now on the instance with this data directory is asked. */
  public synchronized void ask(Path directory) {
    instance = directory;
    last = null;
  }

  /**
   * Asks nobody until {@link #ask}: what is counted but not committed is told, too, and whoever is
   * killed takes it along.
   */
  public synchronized void pause() {
    instance = null;
  }

  private synchronized @Nullable Path instance() {
    return instance;
  }

  private void look() {
    try {
      lookOnce();
    } catch (RuntimeException e) {
      // The thread would look no more, and nobody would know.
      fail(e);
    }
  }

  private synchronized void fail(RuntimeException e) {
    wrong.add(e.toString());
  }

  private void lookOnce() {
    Path asked = instance();
    Optional<OwnerAddress> owner =
        asked == null ? Optional.empty() : new DataDirectory(asked).owner();
    if (asked != null && owner.isPresent()) {
      long begun = System.nanoTime();
      note(asked, answer(owner.get()), begun, System.nanoTime());
    }
  }

  private static Answer answer(OwnerAddress owner) {
    List<String> notes = new ArrayList<>();
    try {
      Report report =
          PeerClient.of(Queries.class, owner, notes::add)
              .report(ScopeId.Kind.REP, Period.ALL, LATER);
      Map<String, Long> won = new TreeMap<>();
      for (Report.Row row : report.rows()) {
        if (row.role().equals(CellKey.PRIMARY)) {
          won.put(row.id(), Long.valueOf(row.value("won")));
        }
      }
      boolean partial = notes.stream().anyMatch(note -> note.startsWith(PeerServer.INCOMPLETE));
      return new Answer(
          partial ? Kind.PARTIAL : notes.isEmpty() ? Kind.WHOLE : Kind.FROM_COPIES, won);
    } catch (IllegalStateException | PeerClient.OwnerGone e) {
      return new Answer(Kind.REFUSED, Map.of());
    }
  }

  private synchronized void note(Path asked, Answer answer, long begun, long ended) {
    if (!asked.equals(instance)) {
      return;
    }
    slowest = Math.max(slowest, ended - begun);
    Spell spell = spells.computeIfAbsent(answer.kind(), kind -> new Spell());
    if (last != null) {
      long since = ended - lastAt;
      spell.present = last == answer.kind() ? spell.present + since : since;
      spell.all += since;
      spell.longest = Math.max(spell.longest, spell.present);
    }
    last = answer.kind();
    lastAt = ended;
    if (answer.kind() == Kind.WHOLE || answer.kind() == Kind.FROM_COPIES) {
      seen.forEach(
          (rep, times) -> {
            if (times >= KNOWN && !answer.won().containsKey(rep)) {
              wrong.add("%s is not in what is told as %s".formatted(rep, answer.kind()));
            }
          });
      answer.won().keySet().forEach(rep -> seen.merge(rep, 1, Integer::sum));
    }
    if (answer.kind() == Kind.WHOLE) {
      notLess(answer.won());
    }
  }

  private void notLess(Map<String, Long> won) {
    floor.forEach(
        (rep, before) -> {
          long now = won.getOrDefault(rep, 0L);
          if (now < before) {
            wrong.add("%s had %d won deals and has %d".formatted(rep, before, now));
          }
        });
    won.forEach(
        (rep, deals) -> {
          if (grows.test(rep)) {
            floor.put(rep, deals);
          }
        });
  }

  /** What was ever told as the whole, and was not; empty if nothing. */
  public synchronized Set<String> wrong() {
    return floor.isEmpty() ? Set.of("nothing was ever told") : new TreeSet<>(wrong);
  }

  /** What was not the whole as it is now since the last call, and the slowest answer. */
  public synchronized String told() {
    StringBuilder told = new StringBuilder();
    spells.forEach(
        (kind, spell) -> {
          if (kind != Kind.WHOLE && spell.all > 0) {
            told.append(
                "%s %s s (longest %s s), "
                    .formatted(
                        kind.name().toLowerCase(Locale.ROOT),
                        seconds(spell.all),
                        seconds(spell.longest)));
          }
        });
    told.append("slowest answer ").append(seconds(slowest)).append(" s");
    spells.clear();
    slowest = 0;
    return told.toString();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
  }

  /**
   * Won deals by rep as an instance tells them, of those who have any, for the oracle names no
   * others; null while that is not the whole of now.
   */
  public static @Nullable Map<String, Long> whole(Path directory) {
    Answer answer = new DataDirectory(directory).owner().map(Answers::answer).orElse(null);
    if (answer == null || answer.kind() != Kind.WHOLE) {
      return null;
    }
    Map<String, Long> won = new TreeMap<>(answer.won());
    won.values().removeIf(count -> count == 0);
    return won;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

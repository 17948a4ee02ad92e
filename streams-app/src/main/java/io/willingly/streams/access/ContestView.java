package io.willingly.streams.access;

import io.willingly.metrics.tally.CellKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contests as of the last record seen, without those of customers who were erased since. */
final class ContestView {
  private static final Comparator<Contest> NEWEST_FIRST =
      Comparator.comparing(Contest::openedAt).reversed().thenComparing(Contest::id);

  private final Map<String, Held> held = new HashMap<>();
  private final Map<String, Instant> erased = new HashMap<>();

  /** Of one key the record of the greatest offset counts, in whichever order they are seen. */
  private record Held(long offset, @Nullable Contest contest) {}

  /**
   * Sees a record of the topic.
   *
   * @param contest null when it was removed
   */
  synchronized void see(long offset, String id, @Nullable Contest contest) {
    Held before = held.get(id);
    if (before == null || before.offset() <= offset) {
      held.put(id, new Held(offset, contest));
    }
  }

  /** Sees that a customer asked to be forgotten. */
  synchronized void erase(String customer, Instant at) {
    erased.merge(customer, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Ids of what is still in the topic and of an erased customer. */
  synchronized List<String> toForget() {
    return present().filter(this::isErased).map(Contest::id).toList();
  }

  synchronized Optional<Contest> get(String id) {
    return present().filter(contest -> contest.id().equals(id) && !isErased(contest)).findFirst();
  }

  synchronized List<Contest> all(Predicate<Contest> wanted) {
    List<Contest> all =
        new ArrayList<>(
            present().filter(contest -> !isErased(contest) && wanted.test(contest)).toList());
    all.sort(NEWEST_FIRST);
    return all;
  }

  /** How many were open at a time, by the rep who carries the deal. */
  Map<String, Long> openByRep(Instant at) {
    Map<String, Long> open = new TreeMap<>();
    for (Contest contest : all(contest -> contest.isOpen(at))) {
      String rep = contest.fact().rep();
      open.merge(rep == null ? CellKey.NO_REP : rep, 1L, Long::sum);
    }
    return open;
  }

  private Stream<Contest> present() {
    return held.values().stream().flatMap(each -> Optional.ofNullable(each.contest()).stream());
  }

  private boolean isErased(Contest contest) {
    Instant at = erased.get(contest.fact().customer());
    return at != null && !contest.openedAt().isAfter(at);
  }
}

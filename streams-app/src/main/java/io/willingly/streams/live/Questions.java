package io.willingly.streams.live;

import io.willingly.streams.live.Question.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The questions that are watched, or were a moment ago. Guarded by the hub. */
final class Questions {
  /** Who drops comes back within seconds; a laptop that is moved, within a minute. */
  private static final long LINGER = Duration.ofMinutes(2).toNanos();

  private final Map<Object, Question> byKey = new LinkedHashMap<>();
  private final int most;
  private final LongSupplier nanos;

  Questions(int most, LongSupplier nanos) {
    this.most = most;
    this.nanos = nanos;
  }

  /**
   * The questions asked, in this order, one for equal keys.
   *
   * @throws HubFull when too many are watched
   */
  List<Question> of(List<? extends Watched> watched) {
    Set<Object> keys = new LinkedHashSet<>();
    watched.forEach(each -> keys.add(each.key()));
    makeRoom(keys);
    long now = nanos.getAsLong();
    List<Question> asked = new ArrayList<>();
    for (Watched each : watched) {
      asked.add(byKey.computeIfAbsent(each.key(), key -> new Question(each, now)));
    }
    return asked;
  }

  /** Forgets those nobody watches, the longest left first. */
  private void makeRoom(Set<Object> needed) {
    long more = needed.stream().filter(key -> !byKey.containsKey(key)).count();
    long tooMany = byKey.size() + more - most;
    if (tooMany > 0) {
      long now = nanos.getAsLong();
      List<Object> idle =
          byKey.entrySet().stream()
              .filter(entry -> !entry.getValue().isWatched() && !needed.contains(entry.getKey()))
              .sorted(Comparator.comparingLong(entry -> entry.getValue().leftAt() - now))
              .<Object>map(Map.Entry::getKey)
              .toList();
      if (tooMany > idle.size()) {
        throw new HubFull("%d questions are watched, and no more can be".formatted(most));
      }
      idle.stream().limit(tooMany).forEach(byKey::remove);
    }
  }

  /** Forgets those nobody came back to. */
  void forget(long now) {
    byKey.values().removeIf(question -> !question.isWatched() && now - question.leftAt() > LINGER);
  }

  /** Whether one may be asked again. */
  boolean anyRested(long now) {
    return byKey.values().stream().anyMatch(question -> question.isRested(now));
  }

  /** What to ask next: what has no answer yet, else what has waited longest. */
  Optional<Question> due(Sign sign, long now) {
    return byKey.values().stream()
        .filter(question -> question.isDue(sign, now))
        .min(
            Comparator.comparing(Question::hasBody)
                .thenComparingLong(question -> question.notBefore() - now));
  }
}

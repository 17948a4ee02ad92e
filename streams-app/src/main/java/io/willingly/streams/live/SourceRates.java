package io.willingly.streams.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fold.Outcome;
import io.willingly.streams.query.Ledger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast each source delivers, from what the ledger counted a few minutes ago and now. It knows
 * what it saw: a time before its first look is missing, not zero. Thread-safe.
 */
public final class SourceRates {
  /** Long enough for a source that delivers every minute, short enough to be called now. */
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Supplier<Ledger> ledger;
  private final Clock clock;
  private final Deque<Look> looks = new ArrayDeque<>();
  private final Map<String, Instant> arrivals = new TreeMap<>();

  public SourceRates(Supplier<Ledger> ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  private record Look(Instant at, Map<String, Map<Outcome, Long>> counts) {
    long delivered(String source) {
      return counts.getOrDefault(source, Map.of()).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** Looks at the ledger; done every ten seconds or so, and with each answer. */
  public synchronized void look() {
    Look now = new Look(clock.instant(), counts());
    Look before = looks.peekLast();
    if (before != null) {
      for (String source : now.counts().keySet()) {
        if (now.delivered(source) > before.delivered(source)) {
          arrivals.put(source, now.at());
        }
      }
    }
    looks.add(now);
    while (looks.getFirst().at().isBefore(now.at().minus(WINDOW))) {
      looks.removeFirst();
    }
  }

  private Map<String, Map<Outcome, Long>> counts() {
    Map<String, Map<Outcome, Long>> counts = new TreeMap<>();
    for (Ledger.Row row : ledger.get().rows()) {
      counts
          .computeIfAbsent(row.source(), source -> new LinkedHashMap<>())
          .merge(row.reason().outcome(), row.count(), Long::sum);
    }
    return counts;
  }

  /**
   * A row for each source: records a minute over the last five minutes, when it was last seen to
   * deliver and how many seconds ago, and what became of all it delivered. What was not seen is
   * null.
   */
  public synchronized ObjectNode rows() {
    look();
    Look first = looks.getFirst();
    Look now = looks.getLast();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var rows = json.putArray("rows");
    now.counts()
        .forEach(
            (source, counts) -> {
              Instant arrival = arrivals.get(source);
              ObjectNode row = rows.addObject().put("source", source);
              row.put("rate_per_minute", rate(source, first, now));
              row.put("last_arrival", arrival == null ? null : arrival.toString());
              row.put(
                  "lag_seconds",
                  arrival == null ? null : (Long) Duration.between(arrival, now.at()).toSeconds());
              for (Outcome outcome : Outcome.values()) {
                row.put(outcome.name().toLowerCase(Locale.ROOT), counts.getOrDefault(outcome, 0L));
              }
              row.put("delivered", now.delivered(source));
            });
    return json;
  }

  private static @Nullable BigDecimal rate(String source, Look first, Look now) {
    long millis = Duration.between(first.at(), now.at()).toMillis();
    // Records of one second say nothing of a minute.
    if (millis < 1000) {
      return null;
    }
    long records = Math.max(0, now.delivered(source) - first.delivered(source));
    return BigDecimal.valueOf(records)
        .multiply(BigDecimal.valueOf(60_000))
        .divide(BigDecimal.valueOf(millis), 2, RoundingMode.HALF_UP);
  }
}

package io.willingly.streams.live;

import io.willingly.metrics.fold.Outcome;
import io.willingly.streams.assemble.SourceParts;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.query.Sheet;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
  private final Supplier<Map<String, SourceParts>> parts;
  private final Clock clock;
  private final LongSupplier nanos;
  private final @Nullable Instant earlier;
  private final Deque<Look> looks = new ArrayDeque<>();
  private final Map<String, Instant> arrivals = new TreeMap<>();

  /**
   * Rates of nothing yet.
   *
   * @param parts what has arrived of sources that tell of objects in parts, which no ledger counts
   * @param clock of the pipeline, which says when something arrived
   * @param nanos a steady clock for rates: that of a pipeline may run faster, as in a demo
   * @param earlier when the last record arrived before it looked; null when none did
   */
  public SourceRates(
      Supplier<Ledger> ledger,
      Supplier<Map<String, SourceParts>> parts,
      Clock clock,
      LongSupplier nanos,
      @Nullable Instant earlier) {
    this.ledger = ledger;
    this.parts = parts;
    this.clock = clock;
    this.nanos = nanos;
    this.earlier = earlier;
  }

  private record Look(Instant at, long nanos, Map<String, Map<Outcome, Long>> counts) {
    long delivered(String source) {
      return counts.getOrDefault(source, Map.of()).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /** Looks at the ledger; done every ten seconds or so, and with each answer. */
  public synchronized void look() {
    Look now = new Look(clock.instant(), nanos.getAsLong(), counts());
    Look before = looks.peekLast();
    if (before != null) {
      for (String source : now.counts().keySet()) {
        if (now.delivered(source) > before.delivered(source)) {
          arrivals.put(source, now.at());
        }
      }
    }
    // Each answer looks too: of those of one second the last is kept.
    if (looks.size() > 1 && before != null && second(before) == second(now)) {
      looks.removeLast();
    }
    looks.add(now);
    while (now.nanos() - looks.getFirst().nanos() > WINDOW.toNanos()) {
      looks.removeFirst();
    }
  }

  private static long second(Look look) {
    return TimeUnit.NANOSECONDS.toSeconds(look.nanos());
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

  /** When any source last delivered, to ten seconds or so; null when none ever did. */
  public synchronized @Nullable Instant lastArrival() {
    look();
    return arrivals.values().stream().max(Comparator.naturalOrder()).orElse(earlier);
  }

  /**
   * A row for each source: records a minute over the last five minutes, when it was last seen to
   * deliver and how many seconds ago, what became of all it delivered, and the parts of objects it
   * sent besides. What was not seen is missing.
   */
  public synchronized Sheet rows() {
    look();
    Look first = looks.getFirst();
    Look now = looks.getLast();
    List<String> columns =
        new ArrayList<>(List.of("source", "rate_per_minute", "last_arrival", "lag_seconds"));
    for (Outcome outcome : Outcome.values()) {
      columns.add(outcome.name().toLowerCase(Locale.ROOT));
    }
    columns.addAll(List.of("delivered", "parts", "objects", "objects_waiting"));
    Sheet sheet = new Sheet(columns.toArray(String[]::new));
    Map<String, SourceParts> told = parts.get();
    Set<String> sources = new TreeSet<>(now.counts().keySet());
    sources.addAll(told.keySet());
    for (String source : sources) {
      Map<Outcome, Long> counts = now.counts().getOrDefault(source, Map.of());
      SourceParts own = told.get(source);
      Instant arrival = later(arrivals.get(source), own == null ? null : own.last());
      List<Object> cells = new ArrayList<>(List.of(source, rate(source, first, now)));
      cells.add(arrival == null ? Sheet.MISSING : arrival.toString());
      cells.add(
          arrival == null
              ? Sheet.MISSING
              : (Object) Duration.between(arrival, now.at()).toSeconds());
      for (Outcome outcome : Outcome.values()) {
        cells.add(counts.getOrDefault(outcome, 0L));
      }
      cells.add(now.delivered(source));
      cells.add(own == null ? Sheet.MISSING : (Object) own.parts());
      cells.add(own == null ? Sheet.MISSING : (Object) own.objects());
      cells.add(own == null ? Sheet.MISSING : (Object) own.waiting());
      sheet.row(cells.toArray());
    }
    return sheet;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return other == null || (one != null && one.isAfter(other)) ? one : other;
  }

  private static Object rate(String source, Look first, Look now) {
    long millis = TimeUnit.NANOSECONDS.toMillis(now.nanos() - first.nanos());
    // Records of one second say nothing of a minute.
    if (millis < 1000) {
      return Sheet.MISSING;
    }
    long records = Math.max(0, now.delivered(source) - first.delivered(source));
    return BigDecimal.valueOf(records)
        .multiply(BigDecimal.valueOf(60_000))
        .divide(BigDecimal.valueOf(millis), 2, RoundingMode.HALF_UP);
  }
}

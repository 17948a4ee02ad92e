package io.willingly.streams.query;

import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reading of one question, on the thread that asks it: how long it may take, what of the state
 * could not be read, and how old what was read instead is. Who asks within one has to tell all
 * that; who does not is answered from the whole state as it is now, or refused.
 */
public final class Reading {
  /** How long all of a question may take that is read from other instances. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** How long it waits, once, while parts of the state move from one instance to another. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final ThreadLocal<@Nullable Reading> CURRENT = new ThreadLocal<>();

  private final long begun = System.nanoTime();
  private final Map<Part, PartGone> gone = new TreeMap<>();
  private final Map<Part, Long> behind = new TreeMap<>();
  private final Map<Stores, List<StatePart>> parts = new EnumMap<>(Stores.class);

  private record Part(Stores store, int part) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int byStore = store.compareTo(other.store);
      return byStore == 0 ? Integer.compare(part, other.part) : byStore;
    }
  }

  private Reading() {}

  /**
   * What was answered, and what it lacks.
   *
   * @param missing parts of the state that could not be read
   * @param behind changes that copies had not yet which were read instead of what they copy
   */
  public record Outcome<T>(T answer, List<Missing> missing, long behind) {}

  /** Asks a question. */
  public static <T> Outcome<T> of(Supplier<T> question) {
    Reading before = CURRENT.get();
    Reading reading = new Reading();
    CURRENT.set(reading);
    try {
      T answer = question.get();
      return new Outcome<>(
          answer,
          reading.gone.values().stream().map(PartGone::missing).toList(),
          sum(reading.behind.values()));
    } finally {
      CURRENT.set(before);
    }
  }

  /** Asks for what nobody may be told in part: the whole state as it is now, or nothing. */
  static <T> T outside(Supplier<T> question) {
    Reading before = CURRENT.get();
    CURRENT.remove();
    try {
      return question.get();
    } finally {
      CURRENT.set(before);
    }
  }

  private static long sum(Collection<Long> each) {
    return each.stream().mapToLong(Long::longValue).sum();
  }

  /** The one this thread is in. */
  public static Optional<Reading> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Whether it may still wait for parts that are being moved. */
  public boolean patient() {
    return System.nanoTime() - begun < PATIENCE.toNanos();
  }

  /** How long it may still take, in nanoseconds; not positive when it took too long. */
  public long left() {
    return begun + LIMIT.toNanos() - System.nanoTime();
  }

  /**
   * Reads something that the answer can do without: when a part of the state is gone it is noted.
   *
   * @return whether all of it was read
   * @throws PartGone when nobody asks what is missing
   */
  static boolean attempt(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (PartGone e) {
      Reading current = CURRENT.get();
      if (current == null) {
        throw e;
      }
      current.gone.putIfAbsent(new Part(e.store(), e.missing().part()), e);
      return false;
    }
  }

  /**
   * Refuses an answer that would be wrong without what is missing.
   *
   * @throws PartGone when something is
   */
  public static void whole() {
    Reading current = CURRENT.get();
    if (current != null) {
      current
          .gone
          .values()
          .forEach(
              part -> {
                throw part;
              });
    }
  }

  /**
   * The parts of a store of the pipeline that is asked. One question reads the same ones all along:
   * what was read ahead serves whoever reads next, and a part that is gone stays gone.
   */
  public List<StatePart> parts(Stores store, Supplier<List<StatePart>> first) {
    return parts.computeIfAbsent(store, absent -> first.get());
  }

  /** Notes that a part was read from a copy that has not got the latest changes yet. */
  public void behind(Stores store, int part, long changes) {
    behind.merge(new Part(store, part), changes, Math::max);
  }
}

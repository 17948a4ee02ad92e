package io.willingly.streams.http;

import io.willingly.streams.access.Groups;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Directory;
import io.willingly.streams.query.NotReady;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Reading;
import io.willingly.streams.query.RepEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which team, as the directory has it today; read anew after some seconds, for every
 * question asks it. Thread-safe.
 */
final class Teams implements Supplier<Groups> {
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();

  private final ReadSide reads;
  private final int minimum;
  private final LongSupplier nanos;
  private @Nullable Groups known;
  private long readAt;

  Teams(ReadSide reads, int minimum) {
    this(reads, minimum, System::nanoTime);
  }

  Teams(ReadSide reads, int minimum, LongSupplier nanos) {
    this.reads = reads;
    this.minimum = minimum;
    this.nanos = nanos;
  }

  @Override
  public synchronized Groups get() {
    Groups groups = known;
    if (groups == null || nanos.getAsLong() - readAt > FRESH_NANOS) {
      groups = read(groups);
      known = groups;
      readAt = nanos.getAsLong();
    }
    return groups;
  }

  /** Whole or not at all: a group of which reps are missing would seem too small to hide them. */
  private Groups read(@Nullable Groups before) {
    Reading.Outcome<Directory> directory =
        Reading.of(() -> reads.boards().directory(AsOf.day(reads.today())));
    if (!directory.missing().isEmpty()) {
      if (before != null) {
        return before;
      }
      throw new NotReady("who is in which team cannot be read now; ask again");
    }
    Map<String, String> teams = new HashMap<>();
    for (RepEntry rep : directory.answer().reps()) {
      teams.put(rep.id(), rep.team());
    }
    return new Groups(teams, minimum);
  }
}

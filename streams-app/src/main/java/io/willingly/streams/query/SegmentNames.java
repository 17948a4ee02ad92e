package io.willingly.streams.query;

import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recurrence as on the command line and in JSON: {@code one-off}, {@code recurring}. */
public final class SegmentNames {
  private SegmentNames() {}

  /** Null for any. */
  public static @Nullable String of(@Nullable Recurrence recurring) {
    return recurring == null ? null : recurring.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #of}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static Recurrence parse(String text) {
    for (Recurrence recurring : Recurrence.values()) {
      if (text.equals(of(recurring))) {
        return recurring;
      }
    }
    throw new IllegalArgumentException(
        "no recurrence: '" + text + "'; allowed are one-off, recurring and unknown");
  }
}

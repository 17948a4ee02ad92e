package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.comparison.Segment;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Recurrence as on the command line and in JSON: {@code one-off}, {@code recurring}. */
public final class SegmentNames {
  /** Names of what a segment is of. */
  static final List<String> HEADER = List.of("product_line", "recurrence");

  private SegmentNames() {}

  /** Null for any. */
  public static @Nullable String of(@Nullable Recurrence recurring) {
    return recurring == null ? null : text(recurring);
  }

  static String text(Recurrence recurring) {
    return recurring.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As cells under {@link #HEADER}: empty for any. */
  static List<String> cells(Segment segment) {
    return List.of(
        Csv.safe(Objects.requireNonNullElse(segment.productLine(), "")),
        Objects.requireNonNullElse(of(segment.recurring()), ""));
  }

  /** What of a segment is asked for; null for any. */
  static void put(ObjectNode json, Segment segment) {
    json.put("product_line", segment.productLine());
    json.put("recurrence", of(segment.recurring()));
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

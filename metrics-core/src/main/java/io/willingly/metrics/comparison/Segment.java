package io.willingly.metrics.comparison;

import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Deals of one kind, or of several.
 *
 * @param productLine empty for deals whose product line is unknown, null for any
 * @param recurring null for any
 */
public record Segment(@Nullable String productLine, @Nullable Recurrence recurring)
    implements Comparable<Segment> {
  /** All deals. */
  public static final Segment ALL = new Segment(null, null);

  private static final Comparator<Segment> ORDER =
      Comparator.comparing(
              Segment::productLine, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
          .thenComparing(
              Segment::recurring, Comparator.nullsFirst(Comparator.<Recurrence>naturalOrder()));

  /** The kind of the deals of a cell: of one product line and one recurrence. */
  public static Segment of(CellKey cell) {
    return new Segment(cell.productLine(), cell.recurring());
  }

  /** Whether the deals of another segment are among these. */
  public boolean holds(Segment other) {
    return (productLine == null || productLine.equals(other.productLine))
        && (recurring == null || recurring == other.recurring);
  }

  /** The segments that hold the deals of this one: itself and the wider ones. */
  List<Segment> within() {
    return List.of(ALL, new Segment(null, recurring), new Segment(productLine, null), this);
  }

  /** In words, such as {@code almanac-support, recurring}. */
  public String text() {
    String line =
        productLine == null
            ? "all products"
            : productLine.isEmpty() ? "unknown product" : productLine;
    return recurring == null
        ? line
        : line
            + switch (recurring) {
              case UNKNOWN -> ", not known whether recurring";
              case ONE_OFF, RECURRING ->
                  ", " + recurring.name().toLowerCase(Locale.ROOT).replace('_', '-');
            };
  }

  @Override
  public int compareTo(Segment other) {
    return ORDER.compare(this, other);
  }
}

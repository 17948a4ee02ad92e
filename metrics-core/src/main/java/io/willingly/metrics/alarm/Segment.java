package io.willingly.metrics.alarm;

import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.Comparator;

/**
 * Deals that are expected to end alike: what risks are adjusted by.
 *
 * @param productLine product line, empty when unknown
 */
public record Segment(String productLine, Recurrence recurring) implements Comparable<Segment> {
  private static final Comparator<Segment> ORDER =
      Comparator.comparing(Segment::productLine).thenComparing(Segment::recurring);

  static Segment of(CellKey key) {
    return new Segment(key.productLine(), key.recurring());
  }

  @Override
  public int compareTo(Segment other) {
    return ORDER.compare(this, other);
  }
}

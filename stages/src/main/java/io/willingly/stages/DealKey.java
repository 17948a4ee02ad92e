package io.willingly.stages;

import java.util.Comparator;

/** A deal, in the order it is published in. */
public record DealKey(String customerId, String dealId) implements Comparable<DealKey> {
  private static final Comparator<DealKey> ORDER =
      Comparator.comparing(DealKey::customerId).thenComparing(DealKey::dealId);

  @Override
  public int compareTo(DealKey other) {
    return ORDER.compare(this, other);
  }
}

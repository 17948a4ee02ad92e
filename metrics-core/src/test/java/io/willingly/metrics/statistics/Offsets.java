package io.willingly.metrics.statistics;

import org.assertj.core.data.Offset;

/** How close is close. */
final class Offsets {
  static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  private Offsets() {}
}

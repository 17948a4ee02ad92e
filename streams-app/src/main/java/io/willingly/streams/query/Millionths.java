package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.comparison.Figure;
import io.willingly.metrics.quality.Certainty.Bounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rates in millionths as text: six decimals, empty where there is none (R79). */
final class Millionths {
  private static final int SCALE = 6;

  private Millionths() {}

  static @Nullable BigDecimal decimal(@Nullable Long millionths) {
    return millionths == null ? null : BigDecimal.valueOf(millionths, SCALE);
  }

  static String text(@Nullable Long millionths) {
    return millionths == null ? "" : BigDecimal.valueOf(millionths, SCALE).toPlainString();
  }

  /** Rate, lower and upper limit. */
  static List<String> texts(@Nullable Figure figure) {
    return figure == null
        ? List.of("", "", "")
        : List.of(text(figure.rate()), text(figure.low()), text(figure.high()));
  }

  static void put(ObjectNode json, String name, @Nullable Figure figure) {
    json.put(name, figure == null ? null : decimal(figure.rate()));
    json.put(name + "_low", figure == null ? null : decimal(figure.low()));
    json.put(name + "_high", figure == null ? null : decimal(figure.high()));
  }

  /** For people; a dash where there is none. */
  static String percent(@Nullable Long millionths) {
    return ReportText.percent(text(millionths));
  }

  static String percent(@Nullable Figure figure) {
    return percent(figure == null ? null : (Long) figure.rate());
  }

  /** Where a rate may lie, in whole percent; empty where there is none. */
  static String range(@Nullable Figure figure) {
    return figure == null ? "" : RateSheets.range(new Bounds(figure.low(), figure.high()));
  }

  /** A difference of rates in percentage points, such as {@code -0.31}. */
  static String points(long millionths) {
    return BigDecimal.valueOf(millionths, SCALE - 2)
        .setScale(2, RoundingMode.HALF_UP)
        .toPlainString();
  }
}

package io.willingly.connectors.mapping;

import java.math.BigDecimal;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Whole numbers and durations. */
final class Numbers {
  private static final String DURATION = "Millis";

  private Numbers() {}

  /** The conversion of a whole number; a duration is told its unit. */
  static Coercion coercion(
      String path, Schema schema, @Nullable YamlNode unit, boolean round, YamlNode node) {
    BigDecimal factor = BigDecimal.ONE;
    if (path.endsWith(DURATION)) {
      if (unit == null) {
        throw node.error(path + ": a duration needs 'unit: s', 'unit: ms' or 'unit: min'");
      }
      factor =
          switch (unit.text()) {
            case "ms" -> BigDecimal.ONE;
            case "s" -> BigDecimal.valueOf(1000);
            case "min" -> BigDecimal.valueOf(60_000);
            default -> throw unit.error(path + ": unit of a duration is s, ms or min");
          };
    } else if (unit != null) {
      throw unit.error(path + ": only money and durations have a unit");
    }
    BigDecimal scale = factor;
    boolean isInt = schema.getType() == Schema.Type.INT;
    long min = isInt ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long max = isInt ? Integer.MAX_VALUE : Long.MAX_VALUE;
    return value -> {
      long whole =
          Scalars.whole(Scalars.rounded(Scalars.decimal(value).multiply(scale), round), min, max);
      return isInt ? (Object) (int) whole : (Object) whole;
    };
  }
}

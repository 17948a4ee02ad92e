package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Reads single values exactly: no number of a source passes through a binary fraction. Only what an
 * expression calculates may be one.
 */
final class Scalars {
  /** Of a number: written out, a longer one would not fit into memory. */
  private static final int MOST_DIGITS = 1_000;

  private Scalars() {}

  /** The value as text, without blanks around it; a number with all its digits. */
  static String text(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().strip();
    }
    if (value.isFloat() || value.isDouble()) {
      double number = value.doubleValue();
      if (!Double.isFinite(number)) {
        throw notNumber(value.asText());
      }
      return number == Math.rint(number) && Math.abs(number) < 9.0e15
          ? Long.toString((long) number)
          : BigDecimal.valueOf(number).toPlainString();
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      if (Math.abs((long) number.scale()) > MOST_DIGITS) {
        throw notNumber(number.toString());
      }
      return number.toPlainString();
    }
    if (value.isBoolean()) {
      return value.asText();
    }
    throw new RowProblem(
        RejectCode.WRONG_TYPE,
        null,
        value.toString(),
        "expected a single value, found " + value.getNodeType().name().toLowerCase(Locale.ROOT));
  }

  /** The value as an exact decimal. */
  static BigDecimal decimal(JsonNode value) {
    String text = text(value);
    // BigDecimal takes 1e999999999; an exponent that long is an attack or a mistake.
    if (text.length() > 40) {
      throw notNumber(text);
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) > 40) {
        throw notNumber(text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw notNumber(text);
    }
  }

  /** The decimal as a whole number within the bounds. */
  static long whole(BigDecimal number, long min, long max) {
    BigDecimal whole = number.stripTrailingZeros();
    if (whole.scale() > 0) {
      throw new RowProblem(
          RejectCode.OUT_OF_RANGE,
          null,
          number.toPlainString(),
          "'"
              + number.toPlainString()
              + "' has more decimals than the field holds; write no more, or let the mapping round"
              + " with 'round: half_even'");
    }
    if (whole.compareTo(BigDecimal.valueOf(min)) < 0
        || whole.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw new RowProblem(
          RejectCode.OUT_OF_RANGE,
          null,
          number.toPlainString(),
          "'" + number.toPlainString() + "' is outside " + min + " to " + max);
    }
    return whole.longValueExact();
  }

  static BigDecimal rounded(BigDecimal number, boolean round) {
    return round && number.scale() > 0 ? number.setScale(0, RoundingMode.HALF_EVEN) : number;
  }

  private static RowProblem notNumber(String text) {
    return new RowProblem(
        RejectCode.WRONG_TYPE, null, text, "'" + text + "' is not a number such as 12 or 12.50");
  }
}

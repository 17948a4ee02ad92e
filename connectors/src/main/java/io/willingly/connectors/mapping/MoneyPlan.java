package io.willingly.connectors.mapping;

import io.willingly.event.Money;
import io.willingly.metrics.fact.Currencies;
import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An amount in exact minor units of its currency (R17).
 *
 * @param amount gives a {@link BigDecimal}
 * @param currency gives the code
 * @param major the amount is in major units, such as 12.50 for 1250 cents
 * @param round round to a whole minor unit, half to even, instead of refusing finer amounts
 */
record MoneyPlan(String path, ValuePlan amount, ValuePlan currency, boolean major, boolean round)
    implements Plan {
  @Override
  public @Nullable Object build(Row row) {
    BigDecimal value = (BigDecimal) amount.build(row);
    if (value == null) {
      return null;
    }
    String code = (String) currency.build(row);
    if (code == null) {
      throw new RowProblem(
          RejectCode.MISSING_VALUE,
          path + ".currency",
          null,
          amount.named() + " has no currency: " + currency.lack(row));
    }
    OptionalInt digits = Currencies.minorDigits(code);
    if (digits.isEmpty()) {
      throw new RowProblem(
          RejectCode.UNMAPPED_VALUE,
          path + ".currency",
          code,
          currency.named() + ": '" + code + "' is not a currency code of ISO 4217");
    }
    BigDecimal minor = major ? value.movePointRight(digits.getAsInt()) : value;
    if (!round && minor.stripTrailingZeros().scale() > 0) {
      throw new RowProblem(
          RejectCode.OUT_OF_RANGE,
          path,
          value.toPlainString(),
          amount.named()
              + ": "
              + value.toPlainString()
              + " is finer than the "
              + digits.getAsInt()
              + " decimals of "
              + code
              + "; write no more, or let the mapping round with 'round: half_even'");
    }
    try {
      return new Money(Scalars.whole(Scalars.rounded(minor, round), 0, Long.MAX_VALUE), code);
    } catch (RowProblem e) {
      throw new RowProblem(
          RejectCode.OUT_OF_RANGE,
          path,
          value.toPlainString(),
          amount.named() + ": " + value.toPlainString() + " " + code + " is negative or too large");
    }
  }

  @Override
  public void trace(String field, Row row, BiConsumer<String, String> origins) {
    if (amount.build(row) == null) {
      amount.trace(field, row, origins);
    } else {
      amount.trace(field + ".minor", row, origins);
      currency.trace(field + ".currency", row, origins);
    }
  }
}

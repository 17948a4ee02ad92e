package io.willingly.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fold.Verdict;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a definition card says of a number is how the number is computed. */
class FormulaTest {
  private final Columns columns = Columns.of(Definition.standard(ZoneOffset.UTC));

  /** Every part of every count differs, so that one for another is seen. */
  private static Tally tally() {
    int happy = SurveyItem.HAPPY_WITH_PRICE.ordinal();
    Tally.Builder tally = new Tally.Builder();
    tally.add(TallyField.WON, 997).add(TallyField.LOST, 89);
    for (int day : new int[] {3, 20, 45, 80}) {
      tally.add(TallyField.REMORSE_DAY, day, day + 1).add(TallyField.REFERRED_DAY, day, day + 2);
      tally.add(TallyField.REPEAT_DAY, 4 * day, day + 3);
    }
    tally.add(TallyField.UNKNOWN_REVERSAL_DAY, 9, 5);
    tally.add(TallyField.ITEM_YES, happy, 311).add(TallyField.ITEM_NEUTRAL, happy, 41);
    tally.add(TallyField.ITEM_NO, happy, 37).add(TallyField.ITEM_SPLIT, happy, 7);
    tally.add(TallyField.REMORSE_DAY_HAPPY, 3, 11).add(TallyField.REMORSE_DAY_UNHAPPY, 20, 13);
    tally.add(TallyField.LOSE_WIN, 17).add(TallyField.LOSE_LOSE, 19);
    for (Verdict verdict : Verdict.values()) {
      tally.add(TallyField.VERDICT, verdict.ordinal(), 1L << verdict.ordinal());
    }
    tally.add(TallyField.REFERRALS, 53).add(TallyField.REFERRALS_CONVERTED, 23);
    tally.add(TallyField.WORD_OF_MOUTH, 29).add(TallyField.ORIGIN_KNOWN, 61);
    for (int kind = 0; kind < 5; kind++) {
      tally.add(TallyField.GRUMBLE, kind, 67 + kind);
    }
    return tally.build();
  }

  @Test
  void aFormulaOfColumnsGivesTheColumn() {
    Map<String, Value> values = columns.values(tally());
    List<String> checked = new ArrayList<>();
    for (Column column : columns.all()) {
      List<String> parts = List.of(column.formula().split(" |(?<=\\()|(?=\\))"));
      if (parts.stream().allMatch(part -> isKnown(part, values))) {
        BigDecimal computed = new Sum(parts.iterator(), values).result();
        assertThat(computed.setScale(6, RoundingMode.HALF_UP))
            .as(column.name() + " = " + column.formula())
            .isEqualByComparingTo(number(column.name(), values));
        checked.add(column.name());
      }
    }
    assertThat(checked)
        .hasSizeGreaterThan(25)
        .contains(
            "answered",
            "happy_to_pay_rate",
            "remorse_rate_30",
            "win_lose",
            "matrix_undecided",
            "verdict_coverage",
            "bar_happy",
            "grumbled_per_100_won");
  }

  @Test
  void everyRateSaysOfWhatItIs() {
    assertThat(columns.all())
        .allSatisfy(
            column ->
                assertThat(column.formula())
                    .as(column.name())
                    .contains(column.kind() == Column.Kind.RATE ? " / " : ""));
  }

  @Test
  void windowsFollowTheRuleSet() {
    Definition longer =
        new Definition(2, ZoneOffset.UTC, 45, 50, 4, 4, 2, 4, 5, 60, 120, 200, 10, Map.of());
    assertThat(window(longer, "answered")).isEqualTo("60 days");
    assertThat(window(longer, "kept_happy")).isEqualTo("60 days for the answer, 45 for remorse");
    assertThat(window(longer, "bar_happy")).isEqualTo("120 days for deeds");
    assertThat(window(longer, "lose_win")).isEqualTo("200 days");
    assertThat(window(longer, "remorse_rate_30")).isEqualTo("30 days");
    assertThat(window(longer, "won")).isNull();
  }

  private static @Nullable String window(Definition rules, String name) {
    return Columns.of(rules).all().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .map(Column::window)
        .orElse(null);
  }

  private static boolean isKnown(String part, Map<String, Value> values) {
    return part.matches("[-+*/()]|\\d+") || values.get(part) instanceof Value.Count;
  }

  private static BigDecimal number(String column, Map<String, Value> values) {
    return new BigDecimal(Objects.requireNonNull(values.get(column)).text());
  }

  /** Products and quotients before sums, parentheses first. */
  private static final class Sum {
    private final Iterator<String> parts;
    private final Map<String, Value> values;
    private String part = "";

    Sum(Iterator<String> parts, Map<String, Value> values) {
      this.parts = parts;
      this.values = values;
      next();
    }

    private void next() {
      part = parts.hasNext() ? parts.next() : "";
    }

    BigDecimal result() {
      BigDecimal sum = product();
      while (Arrays.asList("+", "-").contains(part)) {
        boolean plus = part.equals("+");
        next();
        BigDecimal other = product();
        sum = plus ? sum.add(other) : sum.subtract(other);
      }
      return sum;
    }

    private BigDecimal product() {
      BigDecimal product = factor();
      while (Arrays.asList("*", "/").contains(part)) {
        boolean times = part.equals("*");
        next();
        BigDecimal other = factor();
        product = times ? product.multiply(other) : product.divide(other, MathContext.DECIMAL128);
      }
      return product;
    }

    private BigDecimal factor() {
      if (part.equals("(")) {
        next();
        BigDecimal inside = result();
        assertThat(part).isEqualTo(")");
        next();
        return inside;
      }
      BigDecimal number = part.matches("\\d+") ? new BigDecimal(part) : number(part, values);
      next();
      return number;
    }
  }
}

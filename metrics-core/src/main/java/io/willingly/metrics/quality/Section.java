package io.willingly.metrics.quality;

import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.quality.Certainty.Basis;
import io.willingly.metrics.quality.Column.Kind;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Collects columns that share a rule and a unit. */
final class Section {
  static final String DEALS = "won deals";
  static final String SHARE = "share";

  private final List<Column> columns = new ArrayList<>();
  private String rule = "";
  private String unit = "";
  private @Nullable String window;
  private @Nullable String formula;

  /** Sets the rule and the unit of the columns that follow, which have no window. */
  Section under(String nextRule, String nextUnit) {
    rule = nextRule;
    unit = nextUnit;
    window = null;
    return this;
  }

  /** Sets the window of the columns that follow. */
  Section within(String nextWindow) {
    window = nextWindow;
    return this;
  }

  /** The same, of so many days. */
  Section within(int days) {
    return within(days + " days");
  }

  /** Sets how the next column is computed. */
  Section by(String nextFormula) {
    formula = nextFormula;
    return this;
  }

  Section count(String name, String doc, ToLongFunction<Tally> count) {
    return add(name, Kind.COUNT, doc, tally -> new Value.Count(count.applyAsLong(tally)));
  }

  Section count(String name, String doc, TallyField scalar) {
    return count(name, doc, tally -> tally.get(scalar));
  }

  Section count(String name, String doc, TallyField field, Enum<?> bucket) {
    return count(name, doc, tally -> tally.get(field, bucket.ordinal()));
  }

  Section rate(
      String name, String doc, ToLongFunction<Tally> numerator, ToLongFunction<Tally> denominator) {
    return rate(
        name,
        doc,
        tally -> Value.rate(numerator.applyAsLong(tally), denominator.applyAsLong(tally)));
  }

  Section rate(String name, String doc, Function<Tally, Value> rate) {
    return add(name, Kind.RATE, doc, rate);
  }

  /** A mean of call practice: a sum over the count of calls that tell, in units of the sum. */
  Section mean(String name, String doc, TallyField sum, TallyField count, long perUnit) {
    return rate(
        name, doc, tally -> tally.get(sum), tally -> Math.multiplyExact(tally.get(count), perUnit));
  }

  Section money(String name, String doc, TallyField field) {
    return add(name, Kind.MONEY, doc, tally -> amounts(tally, field));
  }

  Section money(String name, String doc, Function<Tally, Map<Integer, Long>> byCurrency) {
    return add(name, Kind.MONEY, doc, tally -> amounts(byCurrency.apply(tally)));
  }

  private Section add(String name, Kind kind, String doc, Function<Tally, Value> value) {
    return add(name, kind, doc, value, null);
  }

  private Section add(
      String name,
      Kind kind,
      String doc,
      Function<Tally, Value> value,
      Column.@Nullable Share share) {
    String by = formula == null ? usual(kind, name) : formula;
    formula = null;
    columns.add(new Column(name, kind, unit, rule, doc, by, window, value, share));
    return this;
  }

  private static String usual(Kind kind, String name) {
    return switch (kind) {
      case COUNT -> "count";
      case MONEY -> "sum";
      case RATE -> throw new IllegalArgumentException(name + " is of what, by what?");
    };
  }

  /** A share of things counted one by one, of which all eligible are known. */
  Section share(
      String name, String doc, ToLongFunction<Tally> numerator, ToLongFunction<Tally> denominator) {
    return share(name, doc, 1, Basis.RECORDS, numerator, denominator, denominator);
  }

  /** The same, where of some it is not known whether they are to be counted. */
  Section share(
      String name,
      String doc,
      ToLongFunction<Tally> numerator,
      ToLongFunction<Tally> unclear,
      ToLongFunction<Tally> denominator) {
    return estimate(
        name,
        doc,
        tally -> Value.rate(numerator.applyAsLong(tally), denominator.applyAsLong(tally)),
        new Column.Share(
            tally ->
                new Estimate.Banded(
                    numerator.applyAsLong(tally),
                    unclear.applyAsLong(tally),
                    denominator.applyAsLong(tally)),
            Basis.RECORDS,
            1));
  }

  /** A share of the deals whose customer answered. */
  Section shareOfAnswers(
      String name, String doc, ToLongFunction<Tally> numerator, ToLongFunction<Tally> answered) {
    return share(name, doc, 1, Basis.ANSWERS, numerator, answered, Section::won);
  }

  /**
   * A share of things counted one by one.
   *
   * @param per 1, or 100 for a rate per 100
   * @param eligible what the denominator is the known part of
   */
  Section share(
      String name,
      String doc,
      int per,
      Basis basis,
      ToLongFunction<Tally> numerator,
      ToLongFunction<Tally> denominator,
      ToLongFunction<Tally> eligible) {
    return estimate(
        name,
        doc,
        tally -> Value.rate(per * numerator.applyAsLong(tally), denominator.applyAsLong(tally)),
        new Column.Share(
            tally ->
                new Estimate.Proportion(
                    numerator.applyAsLong(tally),
                    denominator.applyAsLong(tally),
                    eligible.applyAsLong(tally)),
            basis,
            per));
  }

  Section estimate(String name, String doc, Function<Tally, Value> rate, Column.Share share) {
    return add(name, Kind.RATE, doc, rate, share);
  }

  List<Column> columns() {
    return columns;
  }

  static long won(Tally tally) {
    return tally.get(TallyField.WON);
  }

  /** The buckets of a money field by ISO 4217 numeric code. */
  static Map<Integer, Long> byCurrency(Tally tally, TallyField field) {
    Map<Integer, Long> amounts = new TreeMap<>();
    int last = tally.indexAfter(field);
    for (int i = tally.indexOf(field); i < last; i++) {
      amounts.put(tally.keyAt(i) - field.key(), tally.valueAt(i));
    }
    return amounts;
  }

  /** Mostly none or one: this runs for each of some twenty columns of each published row. */
  private static Value amounts(Tally tally, TallyField field) {
    int first = tally.indexOf(field);
    return switch (tally.indexAfter(field) - first) {
      case 0 -> Value.Amounts.NONE;
      case 1 ->
          new Value.Amounts(
              List.of(
                  new Money(
                      tally.valueAt(first), Currencies.code(tally.keyAt(first) - field.key()))));
      default -> amounts(byCurrency(tally, field));
    };
  }

  private static Value amounts(Map<Integer, Long> byCurrency) {
    List<Money> amounts = new ArrayList<>(byCurrency.size());
    byCurrency.forEach(
        (currency, minor) -> {
          if (minor != 0) {
            amounts.add(new Money(minor, Currencies.code(currency)));
          }
        });
    amounts.sort(Comparator.comparing(Money::currency));
    return new Value.Amounts(amounts);
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static String words(Enum<?> value) {
    return name(value).replace('_', ' ');
  }
}

package io.willingly.streams.query;

import io.willingly.metrics.comparison.Standing;
import io.willingly.metrics.comparison.Tier;
import io.willingly.metrics.fact.FactOrder;
import io.willingly.streams.query.Board.Row;
import java.util.Comparator;
import java.util.Locale;

/** What a board can be ordered by; equals are in the order of their ids. */
public enum BoardOrder {
  /**
   * Who matters most first; of those of whom too little is told, who has most customers that are
   * not happy, then most deals.
   */
  WEIGHT,
  /** The best shrunk rate first; too few to tell, then nothing settled, after all others. */
  RATE,
  /** Most won deals first. */
  WON,
  /** By the name of the directory; without one last. */
  NAME,
  ID;

  private static final Comparator<Row> BY_ID = Comparator.comparing(Row::id, FactOrder.UTF8);

  Comparator<Row> of(Metric metric) {
    Comparator<Row> order =
        switch (this) {
          case WEIGHT ->
              Comparator.comparing((Row row) -> -row.weight())
                  .thenComparing(row -> -count(row, "bar_not_happy"))
                  .thenComparing(row -> -count(row, "won"));
          case RATE ->
              Comparator.comparing(BoardOrder::told).thenComparing(row -> rate(row, metric));
          case WON -> Comparator.comparing(row -> -count(row, "won"));
          case NAME ->
              Comparator.comparing((Row row) -> row.numbers().name().isEmpty())
                  .thenComparing(row -> row.numbers().name());
          case ID -> BY_ID;
        };
    return order.thenComparing(BY_ID);
  }

  private static long count(Row row, String column) {
    return Long.parseLong(row.numbers().value(column));
  }

  private static int told(Row row) {
    Standing standing = row.standing();
    return standing == null ? 2 : standing.tier() == Tier.TOO_FEW ? 1 : 0;
  }

  private static long rate(Row row, Metric metric) {
    Standing standing = row.standing();
    long rate = standing == null ? 0 : standing.shrunk().rate();
    return metric.yardstick().moreIsBetter() ? -rate : rate;
  }

  /** As in an address, such as {@code weight}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static BoardOrder parse(String text) {
    for (BoardOrder order : values()) {
      if (order.text().equals(text)) {
        return order;
      }
    }
    throw new IllegalArgumentException(
        "no order: '" + text + "'; allowed are weight, rate, won, name and id");
  }
}

package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a file find their customers and deals: by columns that hold the same values as
 * those of the deals, whatever they are called.
 */
final class Links {
  /** Of a column nobody would take for an id by its name so many of a hundred must be known. */
  private static final int KNOWN_BY_VALUES = 50;

  private final FileGuess deals;

  Links(FileGuess deals) {
    this.deals = deals;
  }

  /** Two columns and how many of a hundred values of the second are in the first. */
  private record Pair(Column ofDeals, Column other, int shared) {}

  /**
   * Decides which column of the deals is the customer: the one whose values most of the other files
   * know too.
   */
  void chooseCustomer(List<FileGuess> others) {
    if (deals.said(Field.CUSTOMER)) {
      return;
    }
    List<Pair> pairs = new ArrayList<>();
    for (FileGuess file : others) {
      Field field = customer(file.kind());
      if (field != null) {
        best(candidates(deals, Field.CUSTOMER), candidates(file, field)).ifPresent(pairs::add);
      }
    }
    pairs.stream()
        .max(Comparator.comparingInt(Pair::shared))
        .ifPresent(pair -> deals.set(Field.CUSTOMER, pair.ofDeals(), 95));
  }

  /** Finds what links a file's rows to deals and customers; what is not linked is taken away. */
  void link(FileGuess file) {
    Field customer = customer(file.kind());
    Field deal = deal(file.kind());
    if (deal != null && !file.said(deal)) {
      Column id = deals.field(Field.DEAL);
      Optional<Pair> pair =
          id == null ? Optional.empty() : best(List.of(id), named(file, deal, KNOWN_BY_VALUES, id));
      file.set(deal, pair.map(Pair::other).orElse(null), 95);
    }
    if (customer != null && !file.said(customer)) {
      Column known = deals.field(Field.CUSTOMER);
      Optional<Pair> pair =
          known == null
              ? Optional.empty()
              : best(List.of(known), named(file, customer, KNOWN_BY_VALUES, known));
      file.set(customer, pair.map(Pair::other).orElse(null), 95);
    }
  }

  /** Columns named so, and those whose values say it. */
  private static List<Column> named(FileGuess file, Field field, int percent, Column known) {
    List<Column> candidates = new ArrayList<>(candidates(file, field));
    Set<String> keys = known.keys();
    for (Column column : file.columns()) {
      if (!candidates.contains(column)
          && column.distinct().size() > 1
          && !column.fits(Field.Shape.TIME)
          && file.items().values().stream().noneMatch(item -> item.column().equals(column))
          && shared(keys, column) >= percent) {
        candidates.add(column);
      }
    }
    return candidates;
  }

  private static List<Column> candidates(FileGuess file, Field field) {
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && field.score(column.words()) > 0)
        .toList();
  }

  private static Optional<Pair> best(List<Column> ofDeals, List<Column> others) {
    Pair best = null;
    for (Column deal : ofDeals) {
      Set<String> keys = deal.keys();
      for (Column other : others) {
        Pair pair = new Pair(deal, other, shared(keys, other));
        if (pair.shared() > (best == null ? 0 : best.shared())) {
          best = pair;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many of a hundred of the column's values are among the keys; at least 1 when any is. */
  private static int shared(Set<String> keys, Column column) {
    Set<String> own = column.keys();
    long both = own.stream().filter(keys::contains).count();
    return both == 0 ? 0 : (int) Math.max(1, both * 100 / own.size());
  }

  /** The field that names a row's customer; null when its kind has none. */
  static @Nullable Field customer(Kind kind) {
    return switch (kind) {
      case SURVEYS -> Field.ANSWER_CUSTOMER;
      case CALLS -> Field.CALL_CUSTOMER;
      case REFERRALS -> Field.REFERRER;
      case DEALS -> Field.CUSTOMER;
      case REPS, OTHER -> null;
    };
  }

  /** The field that names a row's deal; null when its kind has none. */
  static @Nullable Field deal(Kind kind) {
    return switch (kind) {
      case SURVEYS -> Field.ANSWER_DEAL;
      case CALLS -> Field.CALL_DEAL;
      case DEALS -> Field.DEAL;
      case REFERRALS, REPS, OTHER -> null;
    };
  }
}

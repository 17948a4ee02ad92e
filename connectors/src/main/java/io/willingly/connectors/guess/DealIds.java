package io.willingly.connectors.guess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which id of a payload is the deal's, and which that of what happened. */
final class DealIds {
  /** What tells of a deal, and is none. */
  private static final Set<String> OF_DEALS =
      Set.of("REFUNDED", "CHARGED_BACK", "DISPUTE_WON", "PAYMENT");

  private static final Pattern OF_ANOTHER =
      Pattern.compile(
          "(deal|opportunity|order|contract|transaction|subscription|charge|invoice|purchase"
              + "|payment intent|payment|checkout)( id| no| number)?");

  /** A thing and its number, such as an agreement no. */
  private static final Pattern NUMBERED =
      Pattern.compile("\\w+ (id|no|nr|number|ref|reference|key|code|uid|uuid)");

  /** What happens to a deal any number of times, and the things that are one such happening. */
  private static final Map<String, String> REPEATED =
      Map.of(
          "REFUNDED", "refund|adjustment",
          "CHARGED_BACK", "dispute|charge ?back",
          "DISPUTE_WON", "dispute|charge ?back",
          "PAYMENT", "payment|transaction|charge|invoice",
          "RENEWED", "renewal|invoice",
          "EXPANDED", "expansion|amendment|change",
          "DOWNGRADED", "downgrade|amendment|change");

  private final FileGuess file;
  private final String type;

  /**
   * Of payloads.
   *
   * @param type what they tell, in words
   */
  DealIds(FileGuess file, String type) {
    this.file = file;
    this.type = type;
  }

  /**
   * One id for the deal in all payloads of a source, so that what they tell is of one deal.
   *
   * @param all the ids of payloads of each type, by what happened
   * @return what it is called, in words; empty when they have none in common
   */
  static String common(Map<DealIds, String> all) {
    Set<String> common = new LinkedHashSet<>();
    List<Set<String>> others = new ArrayList<>();
    all.forEach(
        (ids, kind) -> {
          Set<String> named = ids.named(kind).keySet();
          others.add(named);
          Column own = OF_DEALS.contains(kind) ? null : ids.deal(kind, "");
          named.stream()
              .filter(name -> Objects.equals(ids.named(kind).get(name), own))
              .forEach(common::add);
        });
    others.forEach(common::addAll);
    others.forEach(common::retainAll);
    return common.stream().findFirst().orElse("");
  }

  /** What could be the deal's id, by what it is called with the thing it is of. */
  private Map<String, Column> named(String kind) {
    Map<String, Column> named = new LinkedHashMap<>();
    file.columns().stream()
        .filter(column -> column.filled() > 0 && !column.fits(Field.Shape.TIME))
        .filter(column -> column.words().matches(".+ (id|no|number)"))
        .filter(column -> OF_ANOTHER.matcher(column.words()).matches() || ofType(column))
        .sorted(Comparator.comparingInt(Column::filled).reversed())
        .forEach(column -> named.putIfAbsent(column.words(), column));
    Column own = own();
    if (own != null && own.words().equals("id") && !OF_DEALS.contains(kind)) {
      named.putIfAbsent(type.split(" ", 2)[0] + " id", own);
    }
    return named;
  }

  /**
   * The deal's.
   *
   * @param common what it is called in all payloads of the source; empty when it is not known
   */
  @Nullable Column deal(String kind, String common) {
    Column shared = common.isEmpty() ? null : named(kind).get(common);
    if (shared != null) {
      return shared;
    }
    Column named = file.field(Field.DEAL);
    if (named != null && !named.words().equals("id") && file.sure(Field.DEAL) > 90) {
      return named;
    }
    boolean reversal = OF_DEALS.contains(kind);
    Optional<Column> ofType =
        file.columns().stream()
            .filter(column -> column.filled() > 0 && NUMBERED.matcher(column.words()).matches())
            .filter(this::ofType)
            .findFirst();
    if (ofType.isPresent() && !reversal) {
      return ofType.get();
    }
    Column own = own();
    Optional<Column> other =
        file.columns().stream()
            .filter(column -> column.filled() > 0 && OF_ANOTHER.matcher(column.words()).matches())
            .filter(column -> !column.fits(Field.Shape.TIME) && !column.words().matches("payment"))
            .min(Comparator.comparingInt(column -> ofType(column) ? 0 : 1));
    if (!reversal) {
      return own != null ? own : other.orElse(named);
    }
    // A refund's own id is not that of the sale it is of.
    return other.orElse(Objects.equals(happening(kind), own) ? null : own);
  }

  /**
   * Of what happened, where it can happen to a deal any number of times.
   *
   * @return null when the payload has none: the deal's own does not tell two of them apart
   */
  @Nullable Column happening(String kind) {
    String things = REPEATED.getOrDefault(kind, "");
    Optional<Column> named =
        telling("(" + things + ") (id|no|number)", !kind.equals("PAYMENT") ? "" : "/id");
    Column own = own();
    if (named.isPresent()) {
      return named.get();
    }
    if (own != null
        && Pattern.compile("\\b(" + things + "|credit note)s?\\b").matcher(type).find()) {
      return own;
    }
    // Money moves by a transaction, told in full; one that is only named may be that which is paid
    // back.
    return telling("transaction id", "/id")
        .or(() -> telling("credit note (id|no|number)", ""))
        .orElse(null);
  }

  /** Of several ids the one that tells most of the samples apart. */
  private Optional<Column> telling(String words, String end) {
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && column.name().endsWith(end))
        .filter(column -> column.words().matches(words))
        .min(Comparator.comparingInt(column -> -column.distinct().size()));
  }

  static boolean repeats(String kind) {
    return REPEATED.containsKey(kind);
  }

  private static boolean ofEntity(Column column) {
    return column.name().matches(".*/(id|uri)");
  }

  private boolean ofType(Column column) {
    return List.of(type.split(" ", -1)).contains(column.words().split(" ", 2)[0]);
  }

  /** The id of what the payload is about: the innermost, or the one named like its type. */
  @Nullable Column own() {
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && column.words().matches("(\\w+ )?id"))
        .filter(column -> ofEntity(column) || column.words().equals("object id"))
        .filter(column -> column.words().matches("(object )?id") || ofType(column))
        .max(
            Comparator.comparingInt(
                    (Column column) -> !column.words().equals("id") && ofType(column) ? 1 : 0)
                .thenComparingInt(column -> column.name().split("/", -1).length))
        .orElse(null);
  }
}

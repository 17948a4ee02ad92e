package io.willingly.connectors.guess;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which id of a payload is the deal's, and which that of what happened. */
final class DealIds {
  /** What tells of a deal, and is none. */
  static final Set<String> OF_DEALS = Set.of("REFUNDED", "CHARGED_BACK", "DISPUTE_WON", "PAYMENT");

  private static final Pattern OF_ANOTHER =
      Pattern.compile(
          "(deal|opportunity|order|contract|transaction|subscription|charge|invoice|purchase"
              + "|payment intent|payment|checkout)( id| no| number)?");

  /** A thing and its number, such as an agreement no. */
  private static final Pattern NUMBERED =
      Pattern.compile("\\w+ (id|no|nr|number|ref|reference|key|code|uid|uuid)");

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

  /** A refund tells of another object: the sale it is of. */
  @Nullable Column deal(String kind) {
    Column named = file.field(Field.DEAL);
    boolean reversal = OF_DEALS.contains(kind);
    if (named != null && !named.words().equals("id") && file.sure(Field.DEAL) > 90) {
      return named;
    }
    Optional<Column> ofType =
        file.columns().stream()
            .filter(column -> column.filled() > 0 && NUMBERED.matcher(column.words()).matches())
            .filter(column -> List.of(type.split(" ", -1)).contains(first(column)))
            .findFirst();
    if (ofType.isPresent() && !reversal) {
      return ofType.get();
    }
    Column own = own();
    Optional<Column> other =
        file.columns().stream()
            .filter(column -> column.filled() > 0 && OF_ANOTHER.matcher(column.words()).matches())
            .filter(column -> !column.fits(Field.Shape.TIME) && !column.words().matches("payment"))
            .min(Comparator.comparingInt(column -> type.contains(first(column)) ? 0 : 1));
    if (reversal || own == null) {
      return other.orElse(own == null ? named : own);
    }
    return own;
  }

  private static String first(Column column) {
    return column.words().split(" ", 2)[0];
  }

  /** The id of what the payload is about: the innermost, or the one named like its type. */
  @Nullable Column own() {
    return file.columns().stream()
        .filter(column -> column.filled() > 0 && column.words().matches("(\\w+ )?id"))
        .filter(
            column ->
                column.name().endsWith("/id")
                    || column.name().endsWith("/uri")
                    || column.words().matches("object id"))
        .filter(
            column ->
                column.words().equals("id")
                    || column.words().equals("object id")
                    || type.contains(first(column)))
        .max(
            Comparator.comparingInt(
                    (Column column) ->
                        !column.words().equals("id") && type.contains(first(column)) ? 1 : 0)
                .thenComparingInt(column -> column.name().split("/", -1).length))
        .orElse(null);
  }
}

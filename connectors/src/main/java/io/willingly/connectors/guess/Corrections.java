package io.willingly.connectors.guess;

import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody knows better: {@code deals.rep=Owner}, {@code rep=Owner}, {@code
 * happy_with_price=Q3}, {@code won=Sold,Signed}, {@code currency=EUR}, {@code dates=day-first} or
 * {@code answers.csv=surveys}.
 */
final class Corrections {
  /** Which values of the stage are won, lost and cancelled; how dates are written. */
  private static final List<String> WORDS =
      List.of("won", "lost_stage", "cancelled_stage", "dates");

  private final Map<String, String> said;
  private final Set<String> used = new HashSet<>();

  Corrections(Map<String, String> said) {
    this.said = said;
  }

  Optional<Kind> kind(FileGuess file) {
    String kind = take(file.name());
    if (kind == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Kind.values())
            .filter(known -> known.key().equals(kind))
            .findFirst()
            .orElseThrow(
                () ->
                    new InputException(
                        "--set %s=%s: a file holds deals, surveys, calls, referrals, reps or other"
                            .formatted(file.name(), kind))));
  }

  /** Puts the columns that were said in place of those that were guessed. */
  void apply(FileGuess file) {
    for (Field field : Field.values()) {
      String column = field.kind() == file.kind() ? value(file, field.key()) : null;
      if (column != null && !(field == Field.CURRENCY && column.matches("[A-Z]{3}"))) {
        file.set(field, column.isEmpty() ? null : named(file, field.key(), column), 200);
      }
    }
    for (Item item : Item.values()) {
      String column = file.kind() == Kind.SURVEYS ? value(file, item.key()) : null;
      if (column != null) {
        file.items().remove(item);
        if (!column.isEmpty()) {
          Column named = named(file, item.key(), column);
          file.items().values().removeIf(found -> found.column().equals(named));
          file.items().put(item, new FileGuess.Found(named, FileGuess.Found.SAID));
        }
      }
    }
  }

  private @Nullable String value(FileGuess file, String key) {
    String own = take(file.kind().key() + "." + key);
    return own == null ? take(key) : own;
  }

  private static Column named(FileGuess file, String key, String column) {
    return file.column(column)
        .orElseThrow(
            () ->
                new InputException(
                    "--set %s.%s=%s: %s has no such column%s"
                        .formatted(
                            file.kind().key(),
                            key,
                            column,
                            file.name(),
                            Names.near(column, file.columnNames()))));
  }

  /** A word said about all deals, such as the currency. */
  Optional<String> word(String key) {
    String own = take("deals." + key);
    return Optional.ofNullable(own == null ? take(key) : own);
  }

  /**
   * Refuses what nothing was corrected by.
   *
   * @throws InputException naming it
   */
  void requireAllUsed(List<FileGuess> files) {
    List<String> known = new ArrayList<>(WORDS);
    for (Field field : Field.values()) {
      known.add(field.kind().key() + "." + field.key());
    }
    Arrays.stream(Item.values()).forEach(item -> known.add(item.key()));
    files.forEach(file -> known.add(file.name()));
    for (String key : said.keySet()) {
      if (!used.contains(key)) {
        throw new InputException(
            "--set %s=%s corrects nothing of these files%s"
                .formatted(key, said.get(key), Names.near(key, known)));
      }
    }
  }

  private @Nullable String take(String key) {
    if (said.containsKey(key)) {
      used.add(key);
    }
    return said.get(key);
  }
}

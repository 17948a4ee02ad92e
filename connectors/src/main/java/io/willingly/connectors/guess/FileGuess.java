package io.willingly.connectors.guess;

import io.willingly.connectors.guess.Field.Shape;
import io.willingly.connectors.mapping.CsvSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file, its kind and which of its columns is what. */
final class FileGuess {
  /** A field that only the values tell. */
  static final int BY_VALUES = 60;

  private final CsvSample sample;
  private final List<Column> columns;
  private final Map<Field, Found> fields = new EnumMap<>(Field.class);
  private final Map<Item, Found> items = new EnumMap<>(Item.class);
  private final Map<Field, List<String>> ties = new EnumMap<>(Field.class);
  private Kind kind = Kind.OTHER;

  /**
   * A column that was found.
   *
   * @param sure from 1 to 100; more when somebody said it
   */
  record Found(Column column, int sure) {
    static final int SAID = 200;
  }

  FileGuess(CsvSample sample) {
    this(sample, new ArrayList<>());
    for (int i = 0; i < sample.columns().size(); i++) {
      int at = i;
      String name = sample.columns().get(i);
      // These a mapping could not name: a pointer, a placeholder, nothing.
      if (!name.isEmpty() && !name.startsWith("/") && !name.matches(".*[{}].*")) {
        columns.add(Column.of(name, sample.rows().stream().map(row -> row.get(at)).toList()));
      }
    }
  }

  FileGuess(CsvSample sample, List<Column> columns) {
    this.sample = sample;
    this.columns = columns;
  }

  String name() {
    return String.valueOf(sample.file().getFileName());
  }

  CsvSample sample() {
    return sample;
  }

  Kind kind() {
    return kind;
  }

  List<Column> columns() {
    return columns;
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  @Nullable Column field(Field field) {
    Found found = fields.get(field);
    return found == null ? null : found.column();
  }

  int sure(Field field) {
    Found found = fields.get(field);
    return found == null ? 0 : found.sure();
  }

  boolean said(Field field) {
    return sure(field) == Found.SAID;
  }

  Map<Item, Found> items() {
    return items;
  }

  /** Other columns that could as well be the field. */
  List<String> ties(Field field) {
    return ties.getOrDefault(field, List.of());
  }

  void set(Field field, @Nullable Column column, int sure) {
    ties.remove(field);
    if (column == null) {
      fields.remove(field);
    } else {
      fields.put(field, new Found(column, sure));
    }
  }

  /** A header that names a column twice: of two cells one would be lost. */
  Optional<String> twin() {
    Set<String> seen = new HashSet<>();
    return sample.columns().stream().filter(name -> !name.isEmpty() && !seen.add(name)).findFirst();
  }

  /** Takes it for a file of this kind and looks for the fields of one. */
  void as(Kind assumed) {
    kind = assumed;
    fields.clear();
    items.clear();
    ties.clear();
    if (assumed == Kind.SURVEYS) {
      questions();
    }
    record Candidate(Field field, Column column, int score) {}
    List<Candidate> candidates = new ArrayList<>();
    for (Field field : Field.values()) {
      for (Column column : columns) {
        int score = field.kind() == assumed ? score(field, column) : 0;
        if (score > 0) {
          candidates.add(new Candidate(field, column, score));
        }
      }
    }
    candidates.sort(Comparator.comparingInt(Candidate::score).reversed());
    Set<String> taken = new HashSet<>();
    items.values().forEach(found -> taken.add(found.column().name()));
    for (Candidate candidate : candidates) {
      Found before = fields.get(candidate.field());
      if (taken.contains(candidate.column().name())) {
        continue;
      }
      if (before == null) {
        fields.put(candidate.field(), new Found(candidate.column(), candidate.score()));
        taken.add(candidate.column().name());
      } else if (before.sure() == candidate.score()) {
        ties.computeIfAbsent(candidate.field(), field -> new ArrayList<>())
            .add(candidate.column().name());
      }
    }
  }

  private static int score(Field field, Column column) {
    int score = field.score(column.words());
    if (score == 0 || !column.fits(field.shape())) {
      return 0;
    }
    // A pipeline's own steps say less than a status that knows of won deals.
    return field.shape() == Shape.STAGE && Stages.WON.in(column).isEmpty() ? score / 3 : score;
  }

  private void questions() {
    for (Column column : columns) {
      for (Item item : Item.values()) {
        if (item.asked(column.words())) {
          if (!items.containsKey(item)
              && Scale.of(column, item == Item.WOULD_RECOMMEND).isPresent()) {
            items.put(item, new Found(column, 90));
          }
          break;
        }
      }
    }
    if (items.isEmpty()) {
      columns.stream()
          .filter(column -> Item.bare(column.words()) && Scale.of(column, false).isPresent())
          .findFirst()
          .ifPresent(column -> items.put(Item.HAPPY_WITH_PRICE, new Found(column, BY_VALUES)));
    }
  }

  /** Finds the kind its columns and its name speak for most. */
  void classify() {
    Kind best = Kind.OTHER;
    int most = 39;
    for (Kind assumed : Kind.values()) {
      int speaking = assumed == Kind.OTHER ? 0 : speaking(assumed);
      if (speaking > most) {
        most = speaking;
        best = assumed;
      }
    }
    as(best);
  }

  /** How much speaks for a kind; 0 when something it cannot do without is missing. */
  int speaking(Kind assumed) {
    as(assumed);
    int named = assumed.named(name()) ? 20 : 0;
    return switch (assumed) {
      case DEALS ->
          has(Field.CLOSED) || (has(Field.OPENED) && has(Field.STAGE))
              ? named
                  + points(Field.DEAL, 15)
                  + points(Field.AMOUNT, 15)
                  + points(Field.REP, 10)
                  + points(Field.CUSTOMER, 10)
                  + (sure(Field.STAGE) >= BY_VALUES ? 25 : 0)
              : 0;
      case SURVEYS ->
          items.isEmpty() || !has(Field.ANSWERED)
              ? 0
              : named + 35 + 10 * Math.min(3, items.size()) + points(Field.ANSWER, 10);
      case CALLS -> has(Field.CALLED) && has(Field.DURATION) ? named + 50 : 0;
      case REFERRALS -> sure(Field.REFERRER) > 90 && has(Field.MADE) ? named + 60 : 0;
      case REPS -> has(Field.TEAM_REP) && (has(Field.TEAM) || has(Field.REGION)) ? named + 40 : 0;
      case OTHER -> 0;
    };
  }

  boolean has(Field field) {
    return fields.containsKey(field);
  }

  private int points(Field field, int points) {
    return has(field) ? points : 0;
  }
}

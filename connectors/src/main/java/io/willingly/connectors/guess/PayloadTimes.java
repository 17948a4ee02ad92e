package io.willingly.connectors.guess;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which time of a payload is which. */
final class PayloadTimes {
  private static final String MADE =
      "(event |notification )?(%shappened|sent|triggered|fired|time|timestamp|ts)"
          + "( at| on| date| time| ts)?";

  private PayloadTimes() {}

  /** Which of two versions is the newer: by the time of the change, else of the payload. */
  static void revision(Rule rule, FileGuess file, Values values) {
    Column time =
        file.columns().stream()
            .filter(column -> column.fits(Field.Shape.TIME))
            .filter(column -> Field.UPDATED.score(column.words()) > 0)
            .findFirst()
            .orElseGet(() -> happenedAt(file));
    if (time != null) {
      time(rule, "revision", file, values, time);
    }
  }

  /** Drafts a time; one whose day nobody can tell from its month is left to be said. */
  static void time(Rule rule, String field, FileGuess file, Values values, Column time) {
    List<String> formats = time.times();
    if (TimeStyle.ambiguous(formats)) {
      rule.fillIn(
          field,
          "'%s' is ambiguous, such as %s: day or month first? {from: %s, format: %s}"
              .formatted(
                  time.name(),
                  time.example(),
                  Values.quoted(time.name()),
                  String.join(" or ", formats)));
      return;
    }
    String read = values.time(file, Field.CLOSED, time);
    boolean said = read.contains("format:") || !field.equals("revision");
    rule.guessed(
        field, said ? read : read.substring(0, read.length() - 1) + ", format: iso}", time);
  }

  /** The time of such a thing, when one is named so; else null. */
  static @Nullable Column of(FileGuess file, String kind) {
    return switch (kind) {
      case "OPENED" -> file.field(Field.OPENED);
      case "WON" -> named(file, "won|paid|signed|closed?");
      case "LOST" -> named(file, "lost|closed?");
      case "CANCELLED" -> named(file, "cancell?ed|revoked|terminated|withdrawn|ended");
      case "REFUNDED" -> named(file, "refund(ed)?");
      default -> null;
    };
  }

  private static @Nullable Column named(FileGuess file, String words) {
    return file.columns().stream()
        .filter(column -> column.fits(Field.Shape.TIME))
        .filter(column -> column.words().matches("(.* )?(" + words + ")( (at|on|time|date|day))?"))
        .filter(column -> !column.words().contains("expected"))
        .min(Comparator.comparingInt(column -> rank(column.words(), words)))
        .orElse(null);
  }

  private static int rank(String found, String words) {
    String[] order = words.replace("(ed)?", "").replace("?", "").split("\\|", -1);
    for (int i = 0; i < order.length; i++) {
      if (found.contains(order[i])) {
        return i;
      }
    }
    return order.length;
  }

  /** When the payload was made, else the only time it has. */
  static @Nullable Column happened(FileGuess file) {
    List<Column> times =
        file.columns().stream()
            .filter(column -> column.fits(Field.Shape.TIME))
            .filter(column -> !column.words().matches(".*(expected|due|birth|valid|trial|next).*"))
            .toList();
    Column made = happenedAt(file);
    return made == null && times.size() == 1 ? times.get(0) : made;
  }

  /** When the payload was made: the outermost time of that name. */
  static @Nullable Column happenedAt(FileGuess file) {
    return outermost(file, "(envelope )?" + MADE.formatted("occurred|created?|date|"), "=");
  }

  /**
   * When a payload was made that tells of an object, of which the time of its making is another.
   *
   * @param place of the object
   */
  static @Nullable Column toldAt(FileGuess file, String place) {
    return place.isEmpty()
        ? outermost(file, MADE.formatted("occurred|"), "\\")
        : outermost(file, "(envelope )?" + MADE.formatted("occurred|created?|date|"), place + "/");
  }

  private static @Nullable Column outermost(FileGuess file, String words, String but) {
    return file.columns().stream()
        .filter(column -> column.fits(Field.Shape.TIME) && !column.name().startsWith(but))
        .filter(column -> column.words().matches(words))
        .min(Comparator.comparingInt(column -> column.name().split("/", -1).length))
        .orElse(null);
  }
}

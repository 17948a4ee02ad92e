package io.willingly.streams.cli;

import io.willingly.connectors.guess.Guess;
import io.willingly.connectors.guess.Guess.Certainty;
import io.willingly.connectors.guess.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A guess, to be read before it is believed. */
final class TryText {
  private static final int WIDEST = 40;

  private TryText() {}

  /**
   * Our field, your column, a value of it, how sure; then what is not found, and what is assumed.
   */
  static String table(Guess guess) {
    StringBuilder text = new StringBuilder();
    guess
        .files()
        .forEach(file -> line(text, file.file(), "is read as " + file.kind().key(), "", ""));
    if (!guess.rows().isEmpty()) {
      line(text, "our field", "your column", "such as", "how sure");
    }
    for (Guess.Row row : guess.rows()) {
      if (row.column() != null) {
        String reading = row.reading().isEmpty() ? "" : " (" + row.reading() + ")";
        String sure = row.certainty().name().toLowerCase(Locale.ROOT);
        line(text, row.key(), row.column(), row.example() + reading, sure);
      }
    }
    String missing =
        guess.rows().stream()
            .filter(row -> row.certainty() == Certainty.NOT_FOUND)
            .map(Guess.Row::key)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      text.append("not found: ").append(missing).append('\n');
    }
    guess.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    return text.toString();
  }

  /** What must be corrected, a line each. */
  static String problems(Guess guess) {
    List<String> texts = guess.problems().stream().map(Problem::text).toList();
    return String.join(System.lineSeparator(), texts);
  }

  private static void line(
      StringBuilder text, String field, String column, String value, String sure) {
    String line =
        "%-26s %-40s %-40s %s".formatted(field, cut(column), cut(value), sure).stripTrailing();
    text.append(line).append('\n');
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }
}

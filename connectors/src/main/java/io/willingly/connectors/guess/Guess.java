package io.willingly.connectors.guess;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What files seem to be.
 *
 * @param files each file and its kind
 * @param rows each field, with the column it is taken from or none
 * @param notes what was assumed
 * @param problems what must be corrected first; empty when there is a mapping
 * @param mapping the text of a {@code mapping.yaml}; null while there are problems
 */
public record Guess(
    List<FileKind> files,
    List<Row> rows,
    List<String> notes,
    List<Problem> problems,
    @Nullable String mapping) {
  public Guess {
    files = List.copyOf(files);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /**
   * A file.
   *
   * @param file its name
   * @param kind {@link Kind#OTHER} when it is not read
   * @param columns its header, to choose corrections from
   */
  public record FileKind(String file, Kind kind, List<String> columns) {
    public FileKind {
      columns = List.copyOf(columns);
    }
  }

  /** How sure a guess is. */
  public enum Certainty {
    /** Corrected by somebody. */
    SAID,
    SURE,
    LIKELY,
    GUESSED,
    NOT_FOUND
  }

  /**
   * A field and where it is from.
   *
   * @param file the file's name
   * @param key as a correction names it, such as {@code deals.customer}
   * @param column the column; null when there is none
   * @param example a value of it
   * @param reading how it is read, such as {@code d/M/yyyy} or {@code 1 to 5}; empty when as it is
   */
  public record Row(
      String file,
      String key,
      @Nullable String column,
      String example,
      String reading,
      Certainty certainty) {}
}

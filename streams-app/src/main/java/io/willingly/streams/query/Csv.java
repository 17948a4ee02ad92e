package io.willingly.streams.query;

import java.util.Iterator;
import java.util.List;

/**
 * CSV by RFC 4180 with LF (R79). Text that a spreadsheet would run as a formula is written with a
 * leading apostrophe; numbers never are.
 */
public final class Csv {
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final StringBuilder text = new StringBuilder();

  /** Adds a line of cells that are safe as they are: names of columns and numbers. */
  public Csv line(List<String> cells) {
    for (Iterator<String> left = cells.iterator(); left.hasNext(); ) {
      text.append(quoted(left.next())).append(left.hasNext() ? "," : "\n");
    }
    return this;
  }

  /** Text from outside, made safe. */
  public static String safe(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

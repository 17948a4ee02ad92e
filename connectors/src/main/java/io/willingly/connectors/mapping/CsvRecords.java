package io.willingly.connectors.mapping;

import io.willingly.connectors.mapping.LineReader.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV (RFC 4180) record by record. A quoted cell may hold the delimiter, doubled quotes and
 * line breaks; blanks around a cell are none of its text. What is wrong costs one line: when a
 * quoted cell took further lines in, reading goes on with the first of them, so that a stray quote
 * does not swallow the rows after it.
 */
final class CsvRecords {
  /** A cell that is longer with its further lines was not meant: bounds what is read ahead. */
  private static final int FARTHEST = 1 << 20;

  private final LineReader reader;
  private final char delimiter;
  private final char quote;

  /** Lines that were taken in by a quote, and are to be read again. */
  private final Deque<Line> again = new ArrayDeque<>();

  /** Lines of the record that is being read. */
  private final List<Line> lines = new ArrayList<>();

  private final StringBuilder text = new StringBuilder();
  private final List<String> cells = new ArrayList<>();
  private long line;
  private int at;

  /** Whether the record that is being read would like to have more lines than there are. */
  private boolean atEnd;

  /**
   * Reads records.
   *
   * @param line lines of the file before those of the reader
   */
  CsvRecords(LineReader reader, Input input, long line) {
    this.reader = reader;
    this.line = line;
    this.delimiter = input.delimiter();
    this.quote = input.quote();
  }

  /**
   * A record, or a line that is none.
   *
   * @param line its first line in the file, from 1
   * @param text as read
   * @param problem what is wrong; null when nothing is
   * @param end the byte behind it
   * @param whole false when the file ends within it
   */
  record Csv(
      long line,
      List<String> cells,
      String text,
      @Nullable String problem,
      long end,
      boolean whole) {}

  /** The last line of what was read last. */
  long line() {
    return line;
  }

  /** The next record that is not blank; null at the end. It must have so many cells, or any. */
  @Nullable Csv next(@Nullable Integer width) throws IOException {
    lines.clear();
    cells.clear();
    text.setLength(0);
    at = 0;
    atEnd = false;
    do {
      if (!take()) {
        return null;
      }
      if (blank()) {
        lines.clear();
        text.setLength(0);
      }
    } while (lines.isEmpty());
    long first = line;
    String problem = cells();
    if (problem == null && width != null && cells.size() != width) {
      problem =
          "the row has "
              + cells.size()
              + " cells, the header has "
              + width
              + "; a cell that holds the delimiter must be quoted";
    }
    if (problem == null || lines.size() == 1) {
      Line last = lines.get(lines.size() - 1);
      return new Csv(first, List.copyOf(cells), text.toString(), problem, last.end(), whole(last));
    }
    for (int i = lines.size() - 1; i > 0; i--) {
      again.addFirst(lines.get(i));
    }
    line = first;
    return new Csv(
        first,
        List.of(),
        lines.get(0).text(),
        "a quote opens a cell that goes on in the next line, and then "
            + problem
            + ". Close it, or double it if it belongs to the text; the lines after this one are"
            + " read as rows of their own",
        lines.get(0).end(),
        whole(lines.get(0)));
  }

  private boolean whole(Line last) {
    return last.ended() && !atEnd;
  }

  private boolean take() throws IOException {
    Line next = again.isEmpty() ? reader.next() : again.removeFirst();
    if (next == null) {
      atEnd = true;
      return false;
    }
    line++;
    lines.add(next);
    text.append(lines.size() == 1 ? "" : "\n").append(next.text());
    return true;
  }

  /** With tabs between them empty cells look blank too. */
  private boolean blank() {
    String only = lines.get(0).text();
    return only.isBlank() && only.indexOf(delimiter) < 0;
  }

  /** Reads the cells; what is wrong, or null. */
  private @Nullable String cells() throws IOException {
    while (true) {
      String problem = null;
      if (at < text.length() && text.charAt(at) == quote) {
        problem = quoted();
      } else {
        int end = at;
        while (end < text.length() && text.charAt(end) != delimiter) {
          end++;
        }
        cells.add(text.substring(at, end).strip());
        at = end;
      }
      if (problem != null || at == text.length()) {
        return problem;
      }
      at++;
    }
  }

  /** Reads a quoted cell, with as many lines as it takes. */
  private @Nullable String quoted() throws IOException {
    StringBuilder cell = new StringBuilder();
    for (at++; ; at++) {
      if (at == text.length()) {
        if ((lines.size() > 1 && text.length() > FARTHEST) || !take()) {
          return "the quote that opens cell " + (cells.size() + 1) + " is never closed";
        }
      } else if (text.charAt(at) == quote && !doubled()) {
        break;
      }
      cell.append(text.charAt(at));
    }
    cells.add(cell.toString().strip());
    at++;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at == text.length() || text.charAt(at) == delimiter
        ? null
        : "text follows the quote that closes cell " + cells.size();
  }

  /** Goes on to the second of two quotes, which stand for one. */
  private boolean doubled() {
    boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == quote;
    at += doubled ? 1 : 0;
    return doubled;
  }
}

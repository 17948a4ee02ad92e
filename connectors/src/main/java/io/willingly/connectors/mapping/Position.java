package io.willingly.connectors.mapping;

import java.nio.file.Path;

/**
 * Where a row was read.
 *
 * @param file name of the file, or of the view or payload
 * @param row record of the root view, from 1; header and blank lines do not count (R78)
 * @param line of the file where the row begins, from 1; 0 when not known
 */
public record Position(String file, long row, long line) {
  /** The name of what was posted, which has none of its own. */
  public static final String PAYLOAD = "payload";

  static Position in(Path file, long row, long line) {
    Path name = file.getFileName();
    return new Position(name == null ? file.toString() : name.toString(), row, line);
  }

  @Override
  public String toString() {
    return file + " row " + row + (line == 0 || line == row ? "" : " (line " + line + ")");
  }
}

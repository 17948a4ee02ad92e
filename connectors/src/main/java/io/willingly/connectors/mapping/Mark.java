package io.willingly.connectors.mapping;

/**
 * Where the reading of a file was left: behind a row.
 *
 * @param bytes of the file up to there
 * @param row rows up to there
 * @param line lines up to there; 0 when not known
 */
public record Mark(long bytes, long row, long line) {
  /** Nothing is read yet. */
  public static final Mark START = new Mark(0, 0, 0);
}

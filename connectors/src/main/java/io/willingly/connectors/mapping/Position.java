package io.willingly.connectors.mapping;

/**
 * Where a row was read.
 *
 * @param file name of the file, or of the view or payload
 * @param row record of the root view, from 1; header and blank lines do not count (R78)
 */
public record Position(String file, long row) {
  @Override
  public String toString() {
    return file + ":" + row;
  }
}

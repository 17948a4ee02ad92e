package io.willingly.connectors.mapping;

import java.io.Closeable;
import java.io.IOException;

/** Goes through a file, and knows after each step where it is. */
interface RowCursor extends Closeable {
  /**
   * Hands over what comes next: a CSV record, a line, a document. Usually that is one row.
   *
   * @return false at the end of the file
   */
  boolean next(RowSink sink) throws IOException;

  /** Behind what was handed over last. */
  Mark mark();

  /** Whether what was handed over last stays as it is when more is written to the file. */
  boolean whole();
}

package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes the rows of a file as they are read. */
interface RowSink {
  /** A row; {@code number} counts from 1. */
  void row(ObjectNode data, long number);

  /** A row that is not what the format says. */
  void unreadable(long number, String message, String original);
}

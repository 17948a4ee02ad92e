package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes the rows of a file as they are read. */
interface RowSink {
  /** A row. */
  void row(ObjectNode data, Position position);

  /** A row that is not what the format says. */
  void unreadable(Position position, String message, String original);
}

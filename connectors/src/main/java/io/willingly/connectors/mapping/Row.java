package io.willingly.connectors.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One row as read.
 *
 * @param data its values; CSV cells are text
 * @param position where it was read
 * @param source the source instance
 * @param revision revision of its events when the source has none
 * @param aliases who is who; a row that is no object has none
 * @param unread collects the values of which nothing could be made
 */
record Row(
    ObjectNode data,
    Position position,
    String source,
    long revision,
    Aliases aliases,
    Set<Unread> unread) {
  Row(ObjectNode data, Position position, String source, long revision, Aliases aliases) {
    this(data, position, source, revision, aliases, new LinkedHashSet<>());
  }

  Row(ObjectNode data, Position position, String source, long revision) {
    this(data, position, source, revision, key -> new Aliases.Found(key, null));
  }

  /** Name of the pseudo-column that holds the row number. */
  static final String ROW = "_row";

  /** Name of the pseudo-column that holds the file name. */
  static final String FILE = "_file";

  /** Name of the pseudo-column that holds the SHA-256 of the file, in hex. */
  static final String SHA256 = "_sha256";

  Row with(ObjectNode other) {
    return new Row(other, position, source, revision, aliases, unread);
  }

  /** The row as text. */
  String original() {
    return data.toString();
  }
}

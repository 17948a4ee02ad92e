package io.willingly.connectors.mapping;

/**
 * A value that the mapping could make nothing of, so that its field was left out.
 *
 * @param column of the row
 * @param value as read, cut when long
 */
public record Unread(String column, String value) {
  public Unread {
    value = String.valueOf(Excerpt.value(value));
  }
}

package io.willingly.connectors.mapping;

/**
 * Which object of which source.
 *
 * @param type as the mapping names it
 * @param id at its source
 */
public record ObjectId(String source, String type, String id) {
  /**
   * An object.
   *
   * @throws IllegalArgumentException when source or type has a vertical bar
   */
  public ObjectId {
    if (source.contains("|") || type.contains("|")) {
      throw new IllegalArgumentException(
          "neither a source nor a type may have '|', found '" + source + "' and '" + type + "'");
    }
  }

  /** As one text, the record key of the topic {@code raw-objects}. */
  public String text() {
    return source + "|" + type + "|" + id;
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static ObjectId parse(String text) {
    String[] parts = text.split("\\|", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'" + text + "' is no source, type and id");
    }
    return new ObjectId(parts[0], parts[1], parts[2]);
  }
}

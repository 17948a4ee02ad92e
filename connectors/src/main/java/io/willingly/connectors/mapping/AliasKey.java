package io.willingly.connectors.mapping;

import java.util.Locale;

/**
 * An id by which others know a customer, rep or deal.
 *
 * @param namespace who calls it so: a source instance, or what several sources share, such as
 *     {@code email}; without a vertical bar
 * @param id what it is called there
 */
public record AliasKey(AliasKind kind, String namespace, String id) {
  private static final String BAR = "|";

  /**
   * A key.
   *
   * @throws IllegalArgumentException when the namespace is empty or has a vertical bar, or the id
   *     is empty
   */
  public AliasKey {
    if (namespace.isEmpty() || namespace.contains(BAR) || id.isEmpty()) {
      throw new IllegalArgumentException(
          "an alias needs a namespace without '|' and an id, found '"
              + namespace
              + "' and '"
              + id
              + "'");
    }
  }

  /** As one text, the record key of the topic {@code aliases}: {@code rep|hubspot-eu|42}. */
  public String text() {
    return kind.text() + BAR + namespace + BAR + id;
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AliasKey parse(String text) {
    String[] parts = text.split("\\|", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "'" + text + "' is no alias such as rep|hubspot-eu|42: kind, namespace, id");
    }
    return new AliasKey(AliasKind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], parts[2]);
  }
}

package io.willingly.streams.query;

import java.util.Locale;

/** How an answer is printed. */
public enum Format {
  TABLE,
  CSV,
  JSON;

  /**
   * Reads a format as on the command line.
   *
   * @throws IllegalArgumentException when it is none, with those there are
   */
  public static Format parse(String text) {
    for (Format format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "no format: '" + text + "'; allowed are table, csv and json");
  }
}

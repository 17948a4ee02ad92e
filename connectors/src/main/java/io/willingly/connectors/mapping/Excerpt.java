package io.willingly.connectors.mapping;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts what a row's outcome says of it, so that no row is too large to be told of (R74). */
final class Excerpt {
  private static final int ORIGINAL_BYTES = 32 << 10;
  private static final int TEXT_BYTES = 2 << 10;

  private Excerpt() {}

  /** A row as read. */
  static String original(String text) {
    return of(text, ORIGINAL_BYTES);
  }

  /** A message, which may repeat a value of the row. */
  static String text(String text) {
    return of(text, TEXT_BYTES);
  }

  /** A name or value of the row. */
  static @Nullable String value(@Nullable String text) {
    return text == null ? null : text(text);
  }

  /** The beginning of the text in UTF-8, ending with a whole character and saying it was cut. */
  private static String of(String text, int limit) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= limit) {
      return text;
    }
    int end = limit;
    while ((bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8)
        + "... (cut: "
        + bytes.length
        + " bytes in all)";
  }
}

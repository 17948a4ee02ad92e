package io.willingly.connectors.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts what a row's outcome says of it, so that no row is too large to be told of (R74). */
final class Excerpt {
  private static final int ORIGINAL_BYTES = 32 << 10;
  private static final int TEXT_BYTES = 2 << 10;

  private static final Pattern CUT = Pattern.compile("\\.\\.\\. \\(cut: \\d+ bytes in all\\)$");
  private static final String NO_ROW =
      "it could not be read as a row; correct its file and replay it with `willingly replay`";

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

  /**
   * The row that {@link #original} kept.
   *
   * @throws InputException when it was cut, or could not be read as a row in the first place
   */
  static ObjectNode row(String original) {
    if (CUT.matcher(original).find()) {
      throw new InputException(
          "only its first 32 KiB were kept; replay its file again with `willingly replay`");
    }
    try {
      if (InputReader.JSON.readTree(original) instanceof ObjectNode row) {
        return row;
      }
    } catch (JsonProcessingException e) {
      throw new InputException(NO_ROW, e);
    }
    throw new InputException(NO_ROW);
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

package io.willingly.streams.rejected;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireJson;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a rejected record held, to look at.
 *
 * @param text the row of a file as it was; a record as JSON, in the fields of the schema it was
 *     written with; else as text or, where it is none, in hex; its beginning
 * @param note why a record is not shown as JSON; null when it is, and of rows
 */
public record Payload(String text, @Nullable String note) {
  /**
   * Of a rejected record; null when it held nothing.
   *
   * @param most characters that are shown
   */
  static @Nullable Payload of(RejectedEventKey key, RejectedEvent event, WireJson json, int most) {
    byte[] bytes = Rejected.bytes(event.getOriginalValue());
    if (bytes == null) {
      return null;
    }
    if (Rejected.isRow(key, event)) {
      return new Payload(cut(new String(bytes, StandardCharsets.UTF_8), most), null);
    }
    if (event.getOriginalValueSize() != null) {
      String note =
          "only the first 256 KiB of its %,d bytes were kept: too little to read it as a record"
              .formatted(event.getOriginalValueSize());
      return new Payload(raw(bytes, most), note);
    }
    Decoded<String> decoded = json.of(bytes);
    if (decoded instanceof Decoded.Value<String> value) {
      return new Payload(cut(value.value(), most), null);
    }
    String why =
        decoded instanceof Decoded.Undecodable<String> undecodable
            ? undecodable.message()
            : ((Decoded.RegistryDown<String>) decoded).message();
    return new Payload(raw(bytes, most), "it cannot be read as an Avro record: " + why);
  }

  private static String raw(byte[] bytes, int most) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      if (text.chars().noneMatch(each -> Character.isISOControl(each) && !isSpace(each))) {
        return cut(text.toString(), most);
      }
    } catch (CharacterCodingException e) {
      return hex(bytes, most);
    }
    return hex(bytes, most);
  }

  private static boolean isSpace(int character) {
    return character == '\n' || character == '\r' || character == '\t';
  }

  private static String hex(byte[] bytes, int most) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, most / 3));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}

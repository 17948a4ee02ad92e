package io.willingly.metrics.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. A row cut short throws {@link
 * ArrayIndexOutOfBoundsException}: a damaged store must stop the reader, never become a number.
 */
public final class ByteReader {
  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasMore() {
    return position < bytes.length;
  }

  public int position() {
    return position;
  }

  public int getByte() {
    return bytes[position++] & 0xFF;
  }

  public boolean getBoolean() {
    return getByte() != 0;
  }

  public long getLong() {
    long rest = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[position++];
      rest |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return (rest >>> 1) ^ -(rest & 1);
  }

  public int getInt() {
    return Math.toIntExact(getLong());
  }

  public String getString() {
    int length = getInt();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public byte[] getBytes() {
    return slice(getInt());
  }

  /** The next {@code length} bytes. */
  public byte[] slice(int length) {
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    if (position + length > bytes.length) {
      throw new ArrayIndexOutOfBoundsException("row ends at " + bytes.length);
    }
    position += length;
    return value;
  }
}

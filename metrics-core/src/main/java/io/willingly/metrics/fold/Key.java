package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Builds keys whose order as unsigned bytes is the order of their parts. A string ends with 00 01
 * and its zeros are written 00 FF, so that a string sorts before those it is a prefix of.
 */
final class Key {
  /** Above all keys: no part is as long a row of these bytes. */
  static final byte[] LAST = new byte[32];

  static {
    Arrays.fill(LAST, (byte) 0xFF);
  }

  private final ByteWriter bytes = new ByteWriter(48);

  /** One byte: a name, or a number below 256. */
  public Key putByte(int value) {
    bytes.putByte(Objects.checkIndex(value, 256));
    return this;
  }

  public Key putLong(long value) {
    bytes.putFixed(value ^ Long.MIN_VALUE);
    return this;
  }

  public Key put(String value) {
    if (value.indexOf('\0') < 0) {
      bytes.putRaw(value.getBytes(StandardCharsets.UTF_8));
    } else {
      for (byte next : value.getBytes(StandardCharsets.UTF_8)) {
        bytes.putByte(next);
        if (next == 0) {
          bytes.putByte(0xFF);
        }
      }
    }
    bytes.putByte(0).putByte(1);
    return this;
  }

  /** Parts that are a key already. */
  public Key putRaw(byte[] parts) {
    bytes.putRaw(parts);
    return this;
  }

  /** The least key above all keys that begin with the parts so far. */
  public byte[] end() {
    return putByte(0xFF).putByte(0xFF).toBytes();
  }

  public byte[] toBytes() {
    return bytes.toBytes();
  }

  /** Reads the parts of a key in the order they were put. */
  public static final class Reader {
    private final byte[] bytes;
    private int position;

    public Reader(byte[] bytes) {
      this(bytes, 0);
    }

    /** Reads from a position on. */
    public Reader(byte[] bytes, int position) {
      this.bytes = bytes;
      this.position = position;
    }

    public int getByte() {
      return bytes[position++] & 0xFF;
    }

    public long getLong() {
      long value = 0;
      for (int i = 0; i < 8; i++) {
        value = value << 8 | getByte();
      }
      return value ^ Long.MIN_VALUE;
    }

    public String getString() {
      int end = position;
      while (bytes[end] != 0) {
        end++;
      }
      if (bytes[end + 1] == 1) {
        String plain = new String(bytes, position, end - position, StandardCharsets.UTF_8);
        position = end + 2;
        return plain;
      }
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      for (int next = getByte(); ; next = getByte()) {
        if (next == 0) {
          if (getByte() == 1) {
            return text.toString(StandardCharsets.UTF_8);
          }
        }
        text.write(next);
      }
    }
  }
}

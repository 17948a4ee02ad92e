package io.willingly.metrics.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row. Integers are zigzag varints, strings UTF-8 behind their length. */
public final class ByteWriter {
  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(256);
  }

  public ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  public ByteWriter putByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public ByteWriter putBoolean(boolean value) {
    return putByte(value ? 1 : 0);
  }

  public ByteWriter putLong(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    if (rest >>> 7 == 0) {
      bytes[size++] = (byte) rest;
      return this;
    }
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Eight bytes, the highest first. */
  public ByteWriter putFixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  public ByteWriter putInt(int value) {
    return putLong(value);
  }

  public ByteWriter putString(String value) {
    int length = value.length();
    room(length + 10);
    int start = size;
    putInt(length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        size = start;
        return putBytes(value.getBytes(StandardCharsets.UTF_8));
      }
      bytes[size++] = (byte) c;
    }
    return this;
  }

  public ByteWriter putBytes(byte[] value) {
    putInt(value.length);
    return putRaw(value);
  }

  /** The bytes alone, without their length. */
  public ByteWriter putRaw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}

package io.willingly.connectors.mapping;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines and tells at which byte each ends, which a decoding reader cannot. A line ends with
 * LF, CR or both.
 */
final class LineReader implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** The longest byte order mark. */
  private static final int MARK_BYTES = 4;

  private final InputStream in;
  private final Charset charset;
  private final byte[] feed;
  private final byte[] carriageReturn;
  private byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;

  /** Of the byte at {@link #at}. */
  private long position;

  /**
   * A line without its end.
   *
   * @param end the byte behind it and its end
   * @param ended false of the last one of a file that does not end with a line
   */
  record Line(String text, long end, boolean ended) {}

  /** Reads from the position on; the charset must be one of a fixed byte order. */
  LineReader(InputStream in, Charset charset, long position) {
    this.in = in;
    this.charset = charset;
    this.position = position;
    this.feed = bytes("\n", charset);
    this.carriageReturn = bytes("\r", charset);
  }

  /** Reads a file from a byte on; a byte order mark at its beginning is skipped. */
  static LineReader open(Path file, Charset charset, long from) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      byte[] head = Channels.newInputStream(channel).readNBytes(MARK_BYTES);
      Charset ordered = ordered(charset, head);
      byte[] mark = bytes("\uFEFF", ordered);
      boolean marked = head.length >= mark.length && starts(head, mark) && encodesMark(ordered);
      long start = Math.max(from, marked ? mark.length : 0);
      channel.position(start);
      return new LineReader(Channels.newInputStream(channel), ordered, start);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** UTF-16 and UTF-32 leave the order of their bytes to the file. */
  private static Charset ordered(Charset charset, byte[] head) {
    boolean little = starts(head, new byte[] {(byte) 0xFF, (byte) 0xFE});
    return switch (charset.name()) {
      case "UTF-16" -> little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
      case "UTF-32" -> Charset.forName(little ? "UTF-32LE" : "UTF-32BE");
      default -> charset;
    };
  }

  private static boolean encodesMark(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode('\uFEFF');
  }

  private static boolean starts(byte[] head, byte[] mark) {
    return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
  }

  /** Charsets that can only be read are of single bytes, or have these as ASCII has. */
  private static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset.canEncode() ? charset : StandardCharsets.US_ASCII);
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    int unit = feed.length;
    int scanned = 0;
    while (true) {
      while (at + scanned + unit <= limit) {
        int i = at + scanned;
        if (is(feed, i)) {
          return line(i, unit);
        }
        if (is(carriageReturn, i)) {
          if (i + 2 * unit > limit && fill()) {
            continue;
          }
          return line(i, i + 2 * unit <= limit && is(feed, i + unit) ? 2 * unit : unit);
        }
        scanned += unit;
      }
      if (!fill()) {
        return at == limit ? null : line(limit, 0);
      }
    }
  }

  private boolean is(byte[] character, int i) {
    for (int k = 0; k < character.length; k++) {
      if (buffer[i + k] != character[k]) {
        return false;
      }
    }
    return true;
  }

  private Line line(int to, int ending) {
    String text = new String(buffer, at, to - at, charset);
    position += to - at + ending;
    at = to + ending;
    return new Line(text, position, ending > 0);
  }

  /** Reads on; false at the end of the file. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, limit - at);
    limit -= at;
    at = 0;
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(read, 0);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

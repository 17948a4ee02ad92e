package io.willingly.streams.instance;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.streams.query.StatePart.Span;
import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** How instances ask each other for rows. A change of it is another {@link #PATH}. */
final class StateWire {
  static final String PATH = "/state/2";

  private StateWire() {}

  /**
   * A question.
   *
   * @param copies whether a copy that is a little behind will do
   * @param keys whether only the first key of each owner is asked for
   * @param tails when there are any, of each range only the rows are asked for whose keys are its
   *     beginning and one of these; in order
   * @param spans ranges of keys; one when keys are asked for
   * @param most bytes of the answer, about
   */
  record Request(
      Stores store,
      int partition,
      boolean copies,
      boolean keys,
      List<Bytes> tails,
      List<Span> spans,
      int most) {
    byte[] encode() {
      ByteWriter out = new ByteWriter(256);
      out.putString(store.name()).putInt(partition).putBoolean(copies).putBoolean(keys);
      out.putInt(most).putInt(tails.size());
      tails.forEach(tail -> out.putBytes(tail.get()));
      for (Span span : spans) {
        out.putBytes(span.from().get()).putBytes(span.to().get());
      }
      return out.toBytes();
    }

    static Request decode(byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      Stores store = Stores.valueOf(in.getString());
      int partition = in.getInt();
      boolean copies = in.getBoolean();
      boolean keys = in.getBoolean();
      int most = in.getInt();
      List<Bytes> tails = new ArrayList<>();
      for (int left = in.getInt(); left > 0; left--) {
        tails.add(Bytes.wrap(in.getBytes()));
      }
      List<Span> spans = new ArrayList<>();
      while (in.hasMore()) {
        spans.add(new Span(Bytes.wrap(in.getBytes()), Bytes.wrap(in.getBytes())));
      }
      return new Request(store, partition, copies, keys, tails, spans, most);
    }
  }

  /**
   * A row.
   *
   * @param span the place of its range
   * @param row empty where only keys were asked for
   */
  record Row(int span, Bytes key, Bytes row) {}

  /**
   * The first rows of an answer.
   *
   * @param behind changes that the copy it was read from had not got yet; 0 for what is now
   * @param more whether there are more
   */
  record Page(long behind, boolean more, List<Row> rows) {
    byte[] encode() {
      ByteWriter out = new ByteWriter(1 << 12).putLong(behind).putBoolean(more);
      for (Row row : rows) {
        out.putInt(row.span()).putBytes(row.key().get()).putBytes(row.row().get());
      }
      return out.toBytes();
    }

    static Page decode(byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      long behind = in.getLong();
      boolean more = in.getBoolean();
      List<Row> rows = new ArrayList<>();
      while (in.hasMore()) {
        rows.add(new Row(in.getInt(), Bytes.wrap(in.getBytes()), Bytes.wrap(in.getBytes())));
      }
      return new Page(behind, more, rows);
    }
  }

  /** What is left to read after a row. */
  static List<Span> after(List<Span> spans, int span, Bytes key) {
    List<Span> rest = new ArrayList<>(spans.subList(span, spans.size()));
    rest.set(0, new Span(after(key), spans.get(span).to()));
    return rest;
  }

  /** A key from its beginning and its end. */
  static Bytes join(Bytes beginning, Bytes tail) {
    byte[] key = Arrays.copyOf(beginning.get(), beginning.get().length + tail.get().length);
    System.arraycopy(tail.get(), 0, key, beginning.get().length, tail.get().length);
    return Bytes.wrap(key);
  }

  /** Whether a key begins so. */
  static boolean begins(Bytes key, Bytes beginning) {
    int length = beginning.get().length;
    return key.get().length >= length
        && Arrays.equals(key.get(), 0, length, beginning.get(), 0, length);
  }

  /** What of a key is behind its beginning. */
  static Bytes tail(Bytes beginning, Bytes key) {
    return Bytes.wrap(Arrays.copyOfRange(key.get(), beginning.get().length, key.get().length));
  }

  /** The next possible key. */
  static Bytes after(Bytes key) {
    return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
  }
}

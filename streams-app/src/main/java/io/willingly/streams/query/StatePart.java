package io.willingly.streams.query;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One part of a store, wherever it lies: rows in order of their keys. A part that lies elsewhere is
 * asked when a reading begins and answers while others are read.
 */
public interface StatePart {
  /** A row; null when there is none. */
  byte @Nullable [] get(Bytes key);

  /** Begins to read the rows of ranges, in this order. */
  Scan scan(List<Span> spans);

  /** Begins to read the first key of each owner in a range; see {@link Owners}. */
  Supplier<List<Bytes>> owners(Span span);

  /** The part of a store in this process. */
  static StatePart of(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    return new LocalPart(store);
  }

  /** The keys from one up to and without another. */
  record Span(Bytes from, Bytes to) {}

  /** Rows that are being read; they are shown once. */
  @FunctionalInterface
  interface Scan {
    void show(Visitor visitor);
  }

  /** Sees rows. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Sees one.
     *
     * @param span the place of its range in the list
     * @return whether to go on
     */
    boolean see(int span, Bytes key, byte[] row);
  }
}

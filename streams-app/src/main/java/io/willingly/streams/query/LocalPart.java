package io.willingly.streams.query;

import io.willingly.streams.state.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The part of a store in this process. Nothing begins before it is looked at. */
public record LocalPart(ReadOnlyKeyValueStore<Bytes, byte[]> store) implements StatePart {
  /**
   * A part, when this process has it.
   *
   * @param stale whether a copy will do, or what is being restored
   * @throws InvalidStateStoreException while it is given out or taken back
   * @throws IllegalStateException when the pipeline has stopped
   */
  public static Optional<LocalPart> in(
      KafkaStreams streams, Stores store, int partition, boolean stale) {
    StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> query =
        StoreQueryParameters.fromNameAndType(
                store.storeName(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
            .withPartition(partition);
    try {
      ReadOnlyKeyValueStore<Bytes, byte[]> found =
          streams.store(stale ? query.enableStaleStores() : query);
      // It is looked for when it is first read.
      found.approximateNumEntries();
      return Optional.of(new LocalPart(found));
    } catch (InvalidStateStorePartitionException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return store.get(key);
  }

  @Override
  public Scan scan(List<Span> spans) {
    return visitor -> {
      boolean goOn = true;
      for (int i = 0; goOn && i < spans.size(); i++) {
        goOn = show(i, spans.get(i), visitor);
      }
    };
  }

  /**
   * Shows the rows of one range.
   *
   * @param place its place in a list of ranges
   * @return whether the visitor would go on
   */
  public boolean show(int place, Span span, Visitor visitor) {
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(span.from(), span.to())) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        // The upper end of a range is inclusive.
        if (row.key.compareTo(span.to()) < 0 && !visitor.see(place, row.key, row.value)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public Supplier<List<Bytes>> owners(Span span) {
    return () -> owners(span, Integer.MAX_VALUE);
  }

  /** The first keys of the first owners. Seeks from owner to owner: each may have thousands. */
  public List<Bytes> owners(Span span, int most) {
    List<Bytes> keys = new ArrayList<>();
    Bytes key = first(span);
    while (key != null) {
      keys.add(key);
      key = keys.size() < most ? first(new Span(Owners.after(key), span.to())) : null;
    }
    return keys;
  }

  private @Nullable Bytes first(Span span) {
    if (span.from().compareTo(span.to()) >= 0) {
      return null;
    }
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(span.from(), span.to())) {
      Bytes key = rows.hasNext() ? rows.peekNextKey() : null;
      return key == null || key.compareTo(span.to()) >= 0 ? null : key;
    }
  }
}

package io.willingly.streams.query;

import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.StatePart.Scan;
import io.willingly.streams.query.StatePart.Span;
import io.willingly.streams.state.StateKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Reads one kind of store over all its parts. */
record StoreReader(List<StatePart> parts) {

  byte @Nullable [] get(byte[] key) {
    Bytes wrapped = Bytes.wrap(key);
    return partOf(wrapped).get(wrapped);
  }

  /** The part that has the rows of the owner of a row. */
  StatePart partOf(Bytes key) {
    return parts.get(Owners.part(key, parts.size()));
  }

  /** The rows whose keys begin with {@code prefix}; they cannot be changed. */
  Rows under(byte[] prefix) {
    return new ReadOnlyRows(this, prefix);
  }

  /**
   * Shows each row from a key up to and without another, in order within a part; see {@link
   * Reading#attempt} for parts that are gone.
   */
  void scan(Bytes from, Bytes to, Consumer<KeyValue<Bytes, byte[]>> visitor) {
    List<Span> spans = List.of(new Span(from, to));
    List<Scan> begun = parts.stream().map(part -> part.scan(spans)).toList();
    for (Scan scan : begun) {
      Reading.attempt(
          () ->
              scan.show(
                  (span, key, row) -> {
                    visitor.accept(KeyValue.pair(key, row));
                    return true;
                  }));
    }
  }

  void scan(byte[] prefix, Consumer<KeyValue<Bytes, byte[]>> visitor) {
    scan(Bytes.wrap(prefix), StateKeys.after(prefix), visitor);
  }

  /** Whose tallies there are; see {@link Reading#attempt} for parts that are gone. */
  List<ScopeId> scopes() {
    return owners(StateKeys.tallies(), StateKeys::scopeOf);
  }

  /**
   * Whose rows there are; see {@link Reading#attempt} for parts that are gone.
   *
   * @param all prefix of all rows of the kind
   * @param ownerOf reads the owner off a key
   */
  <T> List<T> owners(byte[] all, Function<Bytes, T> ownerOf) {
    List<T> owners = new ArrayList<>();
    for (Supplier<List<Bytes>> begun : owners(all)) {
      Reading.attempt(() -> begun.get().forEach(key -> owners.add(ownerOf.apply(key))));
    }
    return owners;
  }

  /** Begins to read the first key of each owner, part by part. */
  List<Supplier<List<Bytes>>> owners(byte[] all) {
    Span span = new Span(Bytes.wrap(all), StateKeys.after(all));
    return parts.stream().map(part -> part.owners(span)).toList();
  }

  private static final class ReadOnlyRows implements Rows {
    private final StoreReader store;
    private final byte[] prefix;

    ReadOnlyRows(StoreReader store, byte[] prefix) {
      this.store = store;
      this.prefix = prefix;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
      byte[] full = new byte[prefix.length + key.length];
      System.arraycopy(prefix, 0, full, 0, prefix.length);
      System.arraycopy(key, 0, full, prefix.length, key.length);
      return store.get(full);
    }

    @Override
    public void put(byte[] key, byte[] value) {
      throw new UnsupportedOperationException("queries only read");
    }

    @Override
    public void delete(byte[] key) {
      throw new UnsupportedOperationException("queries only read");
    }
  }
}

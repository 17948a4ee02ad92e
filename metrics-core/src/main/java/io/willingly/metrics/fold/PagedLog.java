package io.willingly.metrics.fold;

import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A log in the pages of a map: the keys that begin with a prefix, from a floor on.
 *
 * @param floor order key of the deletion that withdraws what lies before it, or empty (R13)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PagedLog(PagedMap map, byte[] prefix, byte[] floor, Reader reader) implements FactLog {

  /** Reads a fact from the order part of its key and its value. */
  interface Reader {
    SeenFact read(Key.Reader order, byte[] value);
  }

  @Override
  public Tally sum(Place from, Place to) {
    return map.sum(from(from), to.toBytes(prefix));
  }

  @Override
  public @Nullable SeenFact reach(
      Place from, Place to, ToLongFunction<Tally> measure, long threshold) {
    return seen(map.reach(from(from), to.toBytes(prefix), measure, threshold));
  }

  @Override
  public @Nullable SeenFact last(Place from, Place to, ToLongFunction<Tally> measure) {
    return seen(map.last(from(from), to.toBytes(prefix), measure));
  }

  @Override
  public List<SeenFact> list(Place from, Place to, ToLongFunction<Tally> measure, int limit) {
    List<SeenFact> found = new ArrayList<>();
    if (limit > 0) {
      map.visit(
          from(from),
          to.toBytes(prefix),
          measure,
          (key, value) -> {
            found.add(read(key, value));
            return found.size() < limit;
          });
    }
    return found;
  }

  private byte[] from(Place from) {
    byte[] key = from.toBytes(prefix);
    if (floor.length == 0) {
      return key;
    }
    byte[] least = new Key().putRaw(prefix).putRaw(floor).toBytes();
    return Arrays.compareUnsigned(key, least) < 0 ? least : key;
  }

  private @Nullable SeenFact seen(PagedMap.@Nullable Entry entry) {
    return entry == null ? null : read(entry.key(), entry.value());
  }

  private SeenFact read(byte[] key, byte[] value) {
    return reader.read(new Key.Reader(key, prefix.length), value);
  }
}

package io.willingly.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads, writes and forwards as often as it is told to, and understands nothing. */
final class PlainProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private final Load load;
  private final byte[] row;
  private double gets;
  private double puts;
  private double hops;
  private double outputs;

  @SuppressWarnings("NullAway.Init") // set by init, before the first record
  private KeyValueStore<Bytes, byte[]> store;

  /**
   * What a record causes, on average.
   *
   * @param store name of the store
   * @param rowBytes size of a row written
   * @param hop where records for the next stage go
   * @param hopKeys how many keys those have
   * @param output where published records go
   */
  record Load(
      String store,
      double gets,
      double puts,
      int rowBytes,
      String hop,
      int hopKeys,
      double hops,
      String output,
      double outputs) {}

  PlainProcessor(Load load) {
    this.load = load;
    this.row = new byte[load.rowBytes()];
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    store = context.getStateStore(load.store());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    int sum = Arrays.hashCode(record.value());
    gets += load.gets();
    for (int i = 0; gets >= 1; gets--, i++) {
      byte[] found = store.get(rowKey(record, i));
      sum += found == null ? 0 : found[0];
    }
    puts += load.puts();
    for (int i = 0; puts >= 1; puts--, i++) {
      byte[] changed = row.clone();
      // Rows that differ and do not compress to nothing.
      new SplittableRandom(sum + i).nextBytes(changed);
      store.put(rowKey(record, i), changed);
    }
    hops += load.hops();
    for (; hops >= 1; hops--) {
      int number = Math.floorMod(sum, load.hopKeys());
      byte[] key = {(byte) (number >> 8), (byte) number};
      context().forward(record.withKey(key), load.hop());
    }
    outputs += load.outputs();
    for (; outputs >= 1; outputs--) {
      context().forward(record, load.output());
    }
  }

  private static Bytes rowKey(Record<byte[], byte[]> record, int i) {
    return Bytes.wrap(join(record.key(), new byte[] {(byte) i}));
  }

  static byte[] join(byte[] prefix, byte[] key) {
    byte[] full = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, full, prefix.length, key.length);
    return full;
  }
}

package io.willingly.stages;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.Reason;
import java.util.Comparator;

/** A row of the ledger: how many records of a run and source ended so (R63). */
public record LedgerKey(String source, Reason reason, String topic, int partition, long run)
    implements Comparable<LedgerKey> {
  private static final Comparator<LedgerKey> ORDER =
      Comparator.comparing(LedgerKey::topic)
          .thenComparing(LedgerKey::source)
          .thenComparing(LedgerKey::run)
          .thenComparing(LedgerKey::reason)
          .thenComparing(LedgerKey::partition);

  /** Reads what {@link #writeTo} wrote. */
  public static LedgerKey read(ByteReader in) {
    return new LedgerKey(
        in.getString(), Reason.valueOf(in.getString()), in.getString(), in.getInt(), in.getLong());
  }

  /** As a key of stored rows. Reasons by name: their order may change. */
  public ByteWriter writeTo(ByteWriter out) {
    return out.putString(source)
        .putString(reason.name())
        .putString(topic)
        .putInt(partition)
        .putLong(run);
  }

  @Override
  public int compareTo(LedgerKey other) {
    return ORDER.compare(this, other);
  }
}

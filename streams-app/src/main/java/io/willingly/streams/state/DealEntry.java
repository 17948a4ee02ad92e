package io.willingly.streams.state;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.tally.RepDay;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the indexes hold a deal: what must be taken back when it is forgotten.
 *
 * @param counted under whom and on which cohort days it is counted, or was on any day of arrival:
 *     it stays listed there, for a question as known on that day must find it
 * @param toSave whether it is on the save list
 */
public record DealEntry(Set<RepDay> counted, boolean toSave) {
  /** A deal nothing is known of. */
  public static final DealEntry NONE = new DealEntry(Set.of(), false);

  public static DealEntry decode(byte[] row) {
    ByteReader in = new ByteReader(row);
    boolean toSave = in.getBoolean();
    Set<RepDay> counted = new TreeSet<>();
    while (in.hasMore()) {
      counted.add(new RepDay(in.getString(), in.getInt()));
    }
    return new DealEntry(counted, toSave);
  }

  /** Whether the deal of a row is on the save list, without the rest of the row. */
  public static boolean toSave(byte[] row) {
    return new ByteReader(row).getBoolean();
  }

  public byte[] encode() {
    ByteWriter out = new ByteWriter(32).putBoolean(toSave);
    counted.forEach(each -> out.putString(each.repId()).putInt(each.cohortDay()));
    return out.toBytes();
  }

  /** Whether it was ever signed or lost. */
  public boolean decided() {
    return !counted.isEmpty();
  }
}

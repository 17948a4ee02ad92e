package io.willingly.streams.state;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.DealState;
import io.willingly.metrics.tally.CellKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the indexes hold a deal: what must be taken back when it moves.
 *
 * @param repId the primary rep it is listed under
 * @param cohortDay the day it is listed under
 * @param listed whether it is signed or lost, so that it is in the index of its rep
 * @param toSave whether it is on the save list
 */
public record DealEntry(String repId, int cohortDay, boolean listed, boolean toSave) {
  /** A deal nothing is known of. */
  public static final DealEntry NONE = new DealEntry(CellKey.NO_REP, 0, false, false);

  public static DealEntry of(@Nullable DealState state) {
    return state == null
        ? NONE
        : new DealEntry(
            state.repId(),
            state.cohortDay(),
            state.status() != DealState.Status.OPEN,
            !state.saveReasons().isEmpty());
  }

  /** Whether both are listed under the same rep and day, or neither is. */
  public boolean samePlace(DealEntry other) {
    return listed == other.listed && cohortDay == other.cohortDay && repId.equals(other.repId);
  }

  public static DealEntry decode(byte[] row) {
    ByteReader in = new ByteReader(row);
    return new DealEntry(in.getString(), in.getInt(), in.getBoolean(), in.getBoolean());
  }

  public byte[] encode() {
    return new ByteWriter(32)
        .putString(repId)
        .putInt(cohortDay)
        .putBoolean(listed)
        .putBoolean(toSave)
        .toBytes();
  }
}

package io.willingly.metrics.tally;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.tally.CellKey.Recurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Tallies and cells as bytes, in stores and in repartition records. Equal values have equal bytes.
 * A cell repeats nothing it shares with the one before it, so sorted lists are short.
 */
public final class TallyBytes {
  private static final int SAME_REP = 1;
  private static final int SAME_ROLE = 2;
  private static final int SAME_LINE = 4;
  private static final int RECURRENCE_SHIFT = 3;
  private static final int RECURRENCE_MASK = 3;
  private static final int CAUSED = 32;
  private static final int SAME_SOURCE = 1;
  private static final int SAME_REASON = 2;
  private static final Cause NO_CAUSE = new Cause("", "", "");
  private static final Recurrence[] RECURRENCES = Recurrence.values();

  private TallyBytes() {}

  public static byte[] encode(Tally tally) {
    ByteWriter out = new ByteWriter();
    write(out, tally);
    return out.toBytes();
  }

  public static Tally decode(byte[] bytes) {
    return readTally(new ByteReader(bytes));
  }

  public static byte[] encodeCells(Collection<Cell> cells) {
    ByteWriter out = new ByteWriter();
    writeCells(out, cells);
    return out.toBytes();
  }

  public static List<Cell> decodeCells(byte[] bytes) {
    return readCells(new ByteReader(bytes));
  }

  /** Writes a tally: number of entries, then key distance and value of each. */
  public static void write(ByteWriter out, Tally tally) {
    out.putInt(tally.size());
    int before = 0;
    for (int i = 0; i < tally.size(); i++) {
      out.putInt(tally.keyAt(i) - before).putLong(tally.valueAt(i));
      before = tally.keyAt(i);
    }
  }

  public static Tally readTally(ByteReader in) {
    int size = in.getInt();
    Tally.Builder builder = new Tally.Builder();
    int key = 0;
    for (int i = 0; i < size; i++) {
      key += in.getInt();
      builder.add(key, in.getLong());
    }
    return builder.build();
  }

  /** Writes cells in the order given. */
  public static void writeCells(ByteWriter out, Collection<Cell> cells) {
    out.putInt(cells.size());
    CellKey before = new CellKey("", "", "", Recurrence.UNKNOWN, 0);
    int arrivalBefore = 0;
    Cause causeBefore = NO_CAUSE;
    for (Cell cell : cells) {
      CellKey key = cell.key();
      boolean sameRep = key.repId().equals(before.repId());
      boolean sameRole = key.role().equals(before.role());
      boolean sameLine = key.productLine().equals(before.productLine());
      out.putByte(
          (sameRep ? SAME_REP : 0)
              | (sameRole ? SAME_ROLE : 0)
              | (sameLine ? SAME_LINE : 0)
              | (cell.causes().none() ? 0 : CAUSED)
              | key.recurring().ordinal() << RECURRENCE_SHIFT);
      writeUnless(sameRep, out, key.repId());
      writeUnless(sameRole, out, key.role());
      writeUnless(sameLine, out, key.productLine());
      out.putInt(key.cohortDay() - before.cohortDay());
      out.putInt(cell.arrivalDay() - arrivalBefore);
      write(out, cell.tally());
      if (!cell.causes().none()) {
        causeBefore = writeCauses(out, cell.causes(), causeBefore);
      }
      before = key;
      arrivalBefore = cell.arrivalDay();
    }
  }

  /** The last cause written, to which the next is compared. */
  private static Cause writeCauses(ByteWriter out, Causes causes, Cause last) {
    out.putInt(causes.count()).putInt(causes.listed().size());
    Cause before = last;
    for (Cause cause : causes.listed()) {
      boolean sameSource = cause.source().equals(before.source());
      boolean sameReason = cause.reason().equals(before.reason());
      out.putByte((sameSource ? SAME_SOURCE : 0) | (sameReason ? SAME_REASON : 0));
      writeUnless(sameSource, out, cause.source());
      writeUnless(sameReason, out, cause.reason());
      out.putString(cause.eventId());
      before = cause;
    }
    return before;
  }

  private static void writeUnless(boolean same, ByteWriter out, String text) {
    if (!same) {
      out.putString(text);
    }
  }

  public static List<Cell> readCells(ByteReader in) {
    int size = in.getInt();
    List<Cell> cells = new ArrayList<>(size);
    CellKey key = new CellKey("", "", "", Recurrence.UNKNOWN, 0);
    int arrival = 0;
    Cause causeBefore = NO_CAUSE;
    for (int i = 0; i < size; i++) {
      int flags = in.getByte();
      key =
          new CellKey(
              (flags & SAME_REP) != 0 ? key.repId() : in.getString(),
              (flags & SAME_ROLE) != 0 ? key.role() : in.getString(),
              (flags & SAME_LINE) != 0 ? key.productLine() : in.getString(),
              RECURRENCES[flags >> RECURRENCE_SHIFT & RECURRENCE_MASK],
              key.cohortDay() + in.getInt());
      arrival += in.getInt();
      Tally tally = readTally(in);
      Causes causes = Causes.NONE;
      if ((flags & CAUSED) != 0) {
        causes = readCauses(in, causeBefore);
        causeBefore = causes.listed().get(causes.listed().size() - 1);
      }
      cells.add(new Cell(key, arrival, tally, causes));
    }
    return cells;
  }

  private static Causes readCauses(ByteReader in, Cause last) {
    int count = in.getInt();
    int size = in.getInt();
    List<Cause> listed = new ArrayList<>(size);
    Cause before = last;
    for (int i = 0; i < size; i++) {
      int flags = in.getByte();
      String source = (flags & SAME_SOURCE) != 0 ? before.source() : in.getString();
      String reason = (flags & SAME_REASON) != 0 ? before.reason() : in.getString();
      before = new Cause(source, in.getString(), reason);
      listed.add(before);
    }
    return new Causes(listed, count);
  }
}

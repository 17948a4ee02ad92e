package io.willingly.benchmarks;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyBytes;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The values of the naive topology as bytes. */
final class NaiveState {
  private static final ScopeId.Kind[] KINDS = ScopeId.Kind.values();

  private static final Period.Kind[] PERIODS = Period.Kind.values();

  private NaiveState() {}

  /** Key of an aggregate: the cells of a scope, a role and a period. */
  record CellsAt(ScopeId scope, String role, Period period) {
    CellsAt(ScopeId scope, String role, int day) {
      this(scope, role, Period.ofDay(day));
    }

    CellsAt in(Period other) {
      return new CellsAt(scope, role, other);
    }

    int day() {
      return period.firstDay();
    }

    byte[] encode() {
      return new ByteWriter(48)
          .putByte(scope.kind().ordinal())
          .putString(scope.id())
          .putString(role)
          .putByte(period.kind().ordinal())
          .putInt(period.firstDay())
          .toBytes();
    }

    static CellsAt decode(byte[] key) {
      ByteReader in = new ByteReader(key);
      ScopeId.Kind kind = KINDS[in.getByte()];
      ScopeId scope = new ScopeId(kind, in.getString());
      String role = in.getString();
      return new CellsAt(scope, role, new Period(PERIODS[in.getByte()], in.getInt()));
    }

    boolean isPrimary() {
      return role.equals(CellKey.PRIMARY);
    }

    /** The key of the rep in the directory. */
    byte[] owner() {
      return scope.id().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** All rows of one customer or rep, in one value. */
  static final class MapRows implements Rows {
    private final Map<Bytes, byte[]> rows = new TreeMap<>();

    @Override
    public byte @Nullable [] get(byte[] key) {
      return rows.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
      rows.put(Bytes.wrap(key.clone()), value);
    }

    @Override
    public void delete(byte[] key) {
      rows.remove(Bytes.wrap(key));
    }
  }

  static byte[] empty() {
    return history(new MapRows(), List.of());
  }

  /** The rows, and the difference the last fact made. */
  static byte[] history(MapRows rows, Collection<Cell> difference) {
    ByteWriter out = new ByteWriter(512);
    out.putBytes(TallyBytes.encodeCells(difference)).putInt(rows.rows.size());
    rows.rows.forEach((key, value) -> out.putBytes(key.get()).putBytes(value));
    return out.toBytes();
  }

  static MapRows rows(byte[] history) {
    ByteReader in = new ByteReader(history);
    in.getBytes();
    MapRows rows = new MapRows();
    for (int left = in.getInt(); left > 0; left--) {
      rows.put(in.getBytes(), in.getBytes());
    }
    return rows;
  }

  static List<Cell> difference(byte[] history) {
    return TallyBytes.decodeCells(new ByteReader(history).getBytes());
  }

  static byte[] noCells() {
    return cells(List.of());
  }

  /** Cells as the value of an aggregate, not joined with anything yet. */
  static byte[] cells(Collection<Cell> cells) {
    return pair(TallyBytes.encodeCells(cells), new byte[0]);
  }

  /** The join of an aggregate with the directory's rows of its rep. */
  static byte[] withRows(byte[] cells, byte @Nullable [] rows) {
    return pair(new ByteReader(cells).getBytes(), rows == null ? empty() : rows);
  }

  private static byte[] pair(byte[] cells, byte[] rows) {
    return new ByteWriter(cells.length + rows.length + 8).putBytes(cells).putBytes(rows).toBytes();
  }

  static byte[] joinedRows(byte[] joined) {
    ByteReader in = new ByteReader(joined);
    in.getBytes();
    return in.getBytes();
  }

  /** What the cells of a value, without what it was joined with, add to a scope of many reps. */
  static byte[] joinedCells(byte[] joined) {
    return cells(
        decode(joined).stream()
            .map(cell -> new Cell(cell.key(), cell.arrivalDay(), RepFold.shared(cell.tally())))
            .toList());
  }

  static List<Cell> decode(byte[] value) {
    return TallyBytes.decodeCells(new ByteReader(value).getBytes());
  }

  /** The sum of all cells of a value. */
  static byte[] tally(byte[] value) {
    Tally sum = Tally.ZERO;
    for (Cell cell : decode(value)) {
      sum = sum.plus(cell.tally());
    }
    return TallyBytes.encode(sum);
  }

  static byte[] plus(byte[] sum, byte[] change) {
    return TallyBytes.encode(TallyBytes.decode(sum).plus(TallyBytes.decode(change)));
  }

  /** Adds cells, or takes them away with sign -1; whose they are is said by the key alone. */
  static byte[] sum(byte[] cells, byte[] change, int sign) {
    CellSum sum = new CellSum().add(decode(cells));
    for (Cell cell : decode(change)) {
      CellKey key = cell.key();
      sum.add(
          new CellKey("", key.role(), key.productLine(), key.recurring(), key.cohortDay()),
          cell.arrivalDay(),
          sign > 0 ? cell.tally() : cell.tally().negate());
    }
    return cells(sum.cells());
  }
}

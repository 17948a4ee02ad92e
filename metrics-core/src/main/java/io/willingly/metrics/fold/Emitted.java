package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyBytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What was emitted for one deal or call, by arrival day (R51): the difference to emit is always new
 * minus stored, never new minus refolded. Of a long history only the last step and the sum of the
 * earlier ones lie in the deal's row, for that is all a fact that arrives in order needs.
 */
final class Emitted {
  private static final int NO_DAY = Integer.MIN_VALUE;

  private final TreeMap<Integer, Map<CellKey, Tally>> steps = new TreeMap<>();

  /** The sum of the steps in the archive; all of them are before those in {@link #steps}. */
  private Map<CellKey, Tally> archived = new HashMap<>();

  /** The day of the last step in the archive. */
  private int archivedDay = NO_DAY;

  /** Fingerprint of the published state; 0 when none was published. */
  private long stateHash;

  private boolean changed;

  /** Whether it is other than when it was read. */
  boolean isChanged() {
    return changed;
  }

  boolean isEmpty() {
    return steps.isEmpty() && stateHash == 0 && archivedDay == NO_DAY;
  }

  /** What the arrivals before a day had added. */
  private Map<CellKey, Tally> before(int day) {
    Collection<Map<CellKey, Tally>> earlier = steps.headMap(day, false).values();
    if (earlier.isEmpty()) {
      return archived;
    }
    Map<CellKey, Tally> sum = new HashMap<>(archived);
    earlier.forEach(step -> step.forEach((key, tally) -> sum.merge(key, tally, Tally::plus)));
    return sum;
  }

  /**
   * Replaces what is emitted from a day on by what another emitted, of which it takes all days.
   * Gives the differences.
   */
  List<Cell> replaceFrom(int fromDay, Emitted other) {
    List<Cell> changes = new ArrayList<>();
    TreeSet<Integer> days = new TreeSet<>(steps.tailMap(fromDay, true).keySet());
    days.addAll(other.steps.tailMap(fromDay, true).keySet());
    days.add(fromDay);
    for (int day : days) {
      Map<CellKey, Tally> step =
          day == fromDay
              ? minus(other.before(day + 1), before(day))
              : other.steps.getOrDefault(day, Map.of());
      changes.addAll(cells(day, minus(step, steps.getOrDefault(day, Map.of()))));
      put(day, step);
    }
    return changes;
  }

  /** Replaces what is emitted as of the latest day so far: the difference is all that is booked. */
  List<Cell> replace(int day, Map<CellKey, Tally> value) {
    Map<CellKey, Tally> change = minus(value, before(Integer.MAX_VALUE));
    if (!change.isEmpty()) {
      put(day, minus(value, before(day)));
    }
    return cells(day, change);
  }

  private void put(int day, Map<CellKey, Tally> step) {
    changed = true;
    if (step.isEmpty()) {
      steps.remove(day);
    } else {
      steps.put(day, step);
    }
  }

  /** Where the steps lie that the row of the deal does not hold. */
  interface Archive {
    byte[] take(int day);

    void put(int day, byte[] step);
  }

  /** Puts all steps but the last into the archive, each with the day of the one before it. */
  void archive(Archive archive) {
    while (steps.size() > 1) {
      changed = true;
      Map.Entry<Integer, Map<CellKey, Tally>> first = steps.pollFirstEntry();
      int day = first.getKey();
      ByteWriter out = new ByteWriter().putInt(archivedDay);
      TallyBytes.writeCells(out, cells(day, first.getValue()));
      archive.put(day, out.toBytes());
      first.getValue().forEach((key, tally) -> archived.merge(key, tally, Tally::plus));
      archivedDay = day;
    }
  }

  /** Takes all steps out of the archive: late facts and erasures look at each of them. */
  void restore(Archive archive) {
    archived = new HashMap<>();
    while (archivedDay != NO_DAY) {
      changed = true;
      ByteReader in = new ByteReader(archive.take(archivedDay));
      archivedDay = in.getInt();
      readSteps(in);
    }
  }

  /**
   * Forgets what was known before {@code day}: it is never looked at again. Gives what is
   * forgotten, which sums to nothing by then.
   */
  List<Cell> collapse(int day) {
    Map<CellKey, Tally> sum = minus(before(day + 1), Map.of());
    changed = true;
    Map<Integer, Map<CellKey, Tally>> earlier = steps.headMap(day, true);
    CellSum forgotten = new CellSum();
    earlier.forEach((at, step) -> forgotten.add(cells(at, step)));
    sum.forEach((key, tally) -> forgotten.add(key, day, tally.negate()));
    earlier.clear();
    if (!sum.isEmpty()) {
      steps.put(day, sum);
    }
    return forgotten.cells();
  }

  /** All that was emitted, but for what lies in the archive. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    steps.forEach((day, step) -> cells.addAll(cells(day, step)));
    return cells;
  }

  /** Remembers the state as published; tells whether it is another than before. */
  boolean publish(@Nullable DealState state) {
    long hash = state == null ? 0 : fingerprint(state);
    boolean differs = hash != stateHash;
    changed |= differs;
    stateHash = hash;
    return differs;
  }

  /**
   * FNV-1a (Fowler, Noll, Vo 1991): 64 bits, the same in every JVM. No text or number of a state is
   * left out; the length before each keeps neighbours apart.
   */
  private static long fingerprint(DealState state) {
    ByteWriter out = new ByteWriter(512);
    out.putByte(state.status().ordinal()).putString(state.repId()).putInt(state.cohortDay());
    out.putString(state.productLine()).putByte(state.recurring().ordinal());
    put(out, state.amountMinor());
    out.putString(state.currency() == null ? "" : state.currency());
    out.putByte(state.verdict().ordinal());
    put(out, state.remorseDay());
    out.putByte(state.remorseReason().ordinal());
    out.putInt(state.answer() == null ? -1 : state.answer().ordinal());
    put(out, state.referredDay());
    out.putInt(state.saveReasons().size());
    state.saveReasons().forEach(reason -> out.putByte(reason.ordinal()));
    out.putInt(state.saveUntil()).putInt(state.evidenceCount());
    for (DealState.Evidence evidence : state.evidence()) {
      out.putByte(evidence.fact().family().ordinal()).putString(evidence.fact().source());
      out.putString(evidence.fact().eventId());
      out.putByte(evidence.kind().ordinal()).putInt(evidence.day());
    }
    long hash = 0xcbf29ce484222325L;
    for (byte next : out.toBytes()) {
      hash = (hash ^ (next & 0xFF)) * 0x100000001b3L;
    }
    return hash;
  }

  private static void put(ByteWriter out, @Nullable Number value) {
    out.putBoolean(value != null).putLong(value == null ? 0 : value.longValue());
  }

  private static Map<CellKey, Tally> minus(Map<CellKey, Tally> left, Map<CellKey, Tally> right) {
    Map<CellKey, Tally> difference = new LinkedHashMap<>();
    left.forEach(
        (key, tally) -> {
          Tally rest = tally.minus(right.getOrDefault(key, Tally.ZERO));
          if (!rest.isZero()) {
            difference.put(key, rest);
          }
        });
    right.forEach(
        (key, tally) -> {
          if (!left.containsKey(key) && !tally.isZero()) {
            difference.put(key, tally.negate());
          }
        });
    return difference;
  }

  void write(ByteWriter out) {
    out.putLong(stateHash).putInt(archivedDay);
    if (archivedDay != NO_DAY) {
      TallyBytes.writeCells(out, cells(archivedDay, archived));
    }
    TallyBytes.writeCells(out, cells());
  }

  private static List<Cell> cells(int day, Map<CellKey, Tally> step) {
    List<Cell> cells = new ArrayList<>();
    step.forEach(
        (key, tally) -> {
          if (!tally.isZero()) {
            cells.add(new Cell(key, day, tally));
          }
        });
    return cells;
  }

  static Emitted read(ByteReader in) {
    Emitted emitted = new Emitted();
    emitted.stateHash = in.getLong();
    emitted.archivedDay = in.getInt();
    if (emitted.archivedDay != NO_DAY) {
      TallyBytes.readCells(in).forEach(cell -> emitted.archived.put(cell.key(), cell.tally()));
    }
    emitted.readSteps(in);
    return emitted;
  }

  private void readSteps(ByteReader in) {
    for (Cell cell : TallyBytes.readCells(in)) {
      steps
          .computeIfAbsent(cell.arrivalDay(), day -> new LinkedHashMap<>())
          .put(cell.key(), cell.tally());
    }
  }
}

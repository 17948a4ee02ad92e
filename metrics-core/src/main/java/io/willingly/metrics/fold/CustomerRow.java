package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.FactId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The history of one customer: what was delivered, and what was emitted for it. */
final class CustomerRow {
  static final byte[] KEY = {'c'};
  private static final int FORMAT = 1;

  /** The last day on which something arrived; epoch day in the organisation's zone. */
  int newestDay = Integer.MIN_VALUE;

  /** Facts up to this event time are erased, microseconds (R43). */
  long erasedUpTo = Long.MIN_VALUE;

  /** The day the erasure arrived; nothing is booked before it again. */
  int erasureDay = Integer.MIN_VALUE;

  final Map<FactId, KnownFact> facts = new LinkedHashMap<>();

  /** By unit: a deal or a call; see {@link Fold}. */
  final Map<String, Emitted> emitted = new LinkedHashMap<>();

  /** The day a change is booked on: that of its arrival, but never before an erasure. */
  int bookingDay(int arrivalDay) {
    return Math.max(arrivalDay, erasureDay);
  }

  Emitted emitted(String unit) {
    return emitted.computeIfAbsent(unit, any -> new Emitted());
  }

  static CustomerRow load(Rows rows) {
    CustomerRow row = new CustomerRow();
    byte[] bytes = rows.get(KEY);
    if (bytes == null) {
      return row;
    }
    ByteReader in = new ByteReader(bytes);
    int format = in.getByte();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "customer row has format " + format + ", this release reads " + FORMAT + "; rebuild");
    }
    row.newestDay = in.getInt();
    row.erasedUpTo = in.getLong();
    row.erasureDay = in.getInt();
    for (int left = in.getInt(); left > 0; left--) {
      KnownFact fact = KnownFact.read(in);
      row.facts.put(fact.id(), fact);
    }
    for (int left = in.getInt(); left > 0; left--) {
      row.emitted.put(in.getString(), Emitted.read(in));
    }
    return row;
  }

  void store(Rows rows) {
    ByteWriter out = new ByteWriter(1024).putByte(FORMAT);
    out.putInt(newestDay).putLong(erasedUpTo).putInt(erasureDay);
    out.putInt(facts.size());
    facts.values().forEach(fact -> fact.write(out));
    emitted.values().removeIf(Emitted::isEmpty);
    out.putInt(emitted.size());
    emitted.forEach(
        (unit, steps) -> {
          out.putString(unit);
          steps.write(out);
        });
    rows.put(KEY, out.toBytes());
  }
}

package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The history of one customer as rows: every delivered fact, and what was emitted for each deal.
 * While it is short it is one row, read and written at once; once it is long each fact and deal is
 * found by its key. Lives for one delivered fact; {@link #flush()} writes what changed.
 */
final class History {
  private static final byte[] HEADER = {'h'};
  private static final Family[] FAMILIES = Family.values();

  private final Rows rows;
  private final int pageSize;
  private final Map<FactId, KnownFact> known = new LinkedHashMap<>();
  private final Map<String, DealRow> deals = new LinkedHashMap<>();
  private final int storedBytes;
  private final byte[] storedHeader;
  private boolean whole = true;

  /** (family, source, event id): everything delivered. */
  private final PagedMap facts;

  /** The last day on which something arrived; epoch day in the organisation's zone. */
  int newestDay = Integer.MIN_VALUE;

  /** Facts up to this event time are erased, microseconds (R43). */
  long erasedUpTo = Long.MIN_VALUE;

  /** The day the erasure arrived; nothing is booked before it again. */
  int erasureDay = Integer.MIN_VALUE;

  /** Head, deletion and contributions of a deal. */
  static final class DealRow {
    Head head = Head.NONE;

    /** Order key of the last DELETED, or empty. */
    byte[] deletion = {};

    Emitted emitted = new Emitted();

    private byte[] stored = {};
    private Head storedHead = Head.NONE;
    private byte[] storedDeletion = {};

    boolean isEmpty() {
      return !head.exists() && deletion.length == 0 && emitted.isEmpty();
    }

    private byte[] toBytes() {
      if (stored.length > 0
          && !emitted.isChanged()
          && head.equals(storedHead)
          && Arrays.equals(deletion, storedDeletion)) {
        return stored;
      }
      ByteWriter out = new ByteWriter();
      head.write(out);
      out.putBytes(deletion);
      emitted.write(out);
      return out.toBytes();
    }

    private static DealRow read(byte[] row) {
      DealRow deal = new DealRow();
      ByteReader in = new ByteReader(row);
      deal.head = Head.read(in);
      deal.deletion = in.getBytes();
      deal.emitted = Emitted.read(in);
      deal.stored = row;
      deal.storedHead = deal.head;
      deal.storedDeletion = deal.deletion;
      return deal;
    }
  }

  History(Rows rows, int pageSize) {
    this.rows = rows;
    this.pageSize = pageSize;
    this.facts = new PagedMap(rows, 'f', pageSize, PagedMap.Weights.NONE);
    byte[] row = rows.get(HEADER);
    storedBytes = row == null ? 0 : row.length;
    storedHeader = row == null ? new byte[0] : row;
    if (row != null) {
      read(new ByteReader(row));
    }
  }

  private void read(ByteReader in) {
    whole = in.getBoolean();
    newestDay = in.getInt();
    erasedUpTo = in.getLong();
    erasureDay = in.getInt();
    if (whole) {
      for (int left = in.getInt(); left > 0; left--) {
        deals.put(in.getString(), DealRow.read(in.getBytes()));
      }
      while (in.hasMore()) {
        FactId id = new FactId(FAMILIES[in.getByte()], in.getString(), in.getString());
        known.put(id, KnownFact.read(id, in.getBytes()));
      }
    }
  }

  /** All of it has been read, for it lies in one row. */
  boolean isWhole() {
    return whole;
  }

  /** Size of the row that holds the whole history, or of the header of a long one. */
  int storedBytes() {
    return storedBytes;
  }

  /** From now on each fact and deal has its own place. Never undone. */
  Index spread(Definition definition) {
    whole = false;
    known.values().forEach(KnownFact::change);
    deals.values().forEach(deal -> deal.stored = new byte[0]);
    return index(definition);
  }

  /** The orders in which the facts of a long history are read. */
  Index index(Definition definition) {
    return new Index(rows, pageSize, definition, this::isWithdrawn);
  }

  /** The day a change is booked on: that of its arrival, but never before an erasure. */
  int bookingDay(int arrivalDay) {
    return Math.max(arrivalDay, erasureDay);
  }

  KnownFact fact(FactId id) {
    KnownFact fact = known.get(id);
    if (fact == null) {
      byte[] row = whole ? null : facts.get(key(id));
      fact = row == null ? new KnownFact(id) : KnownFact.read(id, row);
      known.put(id, fact);
    }
    return fact;
  }

  /** All facts ever delivered and not erased. Reads the whole history. */
  List<KnownFact> allFacts() {
    Set<FactId> ids = new LinkedHashSet<>();
    if (!whole) {
      facts.scan(
          new byte[0],
          new Key().end(),
          (key, value) -> {
            Key.Reader in = new Key.Reader(key);
            ids.add(new FactId(FAMILIES[in.getByte()], in.getString(), in.getString()));
            return true;
          });
    }
    ids.addAll(known.keySet());
    List<KnownFact> all = new ArrayList<>(ids.size());
    for (FactId id : ids) {
      KnownFact fact = fact(id);
      if (!fact.variants().isEmpty()) {
        all.add(fact);
      }
    }
    return all;
  }

  /** Facts looked at since the history was opened, with those that were erased since. */
  Collection<KnownFact> knownFacts() {
    return known.values();
  }

  DealRow deal(String dealId) {
    DealRow deal = deals.get(dealId);
    if (deal == null) {
      byte[] row = whole ? null : rows.get(dealKey(dealId));
      deal = row == null ? new DealRow() : DealRow.read(row);
      deals.put(dealId, deal);
    }
    return deal;
  }

  /** All that was emitted for a deal, not only what the deal's row holds. */
  Emitted emittedWhole(String dealId) {
    Emitted emitted = deal(dealId).emitted;
    emitted.restore(archive(dealId));
    return emitted;
  }

  private Emitted.Archive archive(String dealId) {
    return new Emitted.Archive() {
      @Override
      public byte[] take(int day) {
        byte[] step = rows.get(stepKey(dealId, day));
        if (step == null) {
          throw new IllegalStateException("no step of day " + day + " of deal " + dealId);
        }
        rows.delete(stepKey(dealId, day));
        return step;
      }

      @Override
      public void put(int day, byte[] step) {
        rows.put(stepKey(dealId, day), step);
      }
    };
  }

  /** Deals looked at since the history was opened. */
  List<String> openedDeals() {
    return List.copyOf(deals.keySet());
  }

  /** R13: the fact's deal was deleted after it. */
  boolean isWithdrawn(SeenFact fact) {
    String dealId = fact.content().dealId();
    return dealId != null
        && deal(dealId).deletion.length > 0
        && Arrays.compareUnsigned(Index.order(new Key(), fact).toBytes(), deal(dealId).deletion)
            < 0;
  }

  private static byte[] dealKey(String dealId) {
    return new Key().putByte('d').put(dealId).toBytes();
  }

  private static byte[] stepKey(String dealId, int day) {
    return new Key().putByte('e').put(dealId).putLong(day).toBytes();
  }

  private static byte[] key(FactId id) {
    return new Key().putByte(id.family().ordinal()).put(id.source()).put(id.eventId()).toBytes();
  }

  void flush() {
    ByteWriter header = new ByteWriter(storedBytes + 256).putBoolean(whole);
    header.putInt(newestDay).putLong(erasedUpTo).putInt(erasureDay);
    if (whole) {
      writeWhole(header);
    } else {
      known.forEach(
          (id, fact) -> {
            if (fact.variants().isEmpty()) {
              facts.remove(key(id));
            } else if (fact.isChanged()) {
              facts.put(key(id), fact.toBytes());
            }
          });
      facts.flush();
      deals.forEach(this::write);
    }
    byte[] row = header.toBytes();
    if (!Arrays.equals(row, storedHeader)) {
      rows.put(HEADER, row);
    }
  }

  private void writeWhole(ByteWriter out) {
    deals.values().removeIf(DealRow::isEmpty);
    out.putInt(deals.size());
    deals.forEach((dealId, deal) -> out.putString(dealId).putBytes(deal.toBytes()));
    known.forEach(
        (id, fact) -> {
          if (!fact.variants().isEmpty()) {
            out.putByte(id.family().ordinal()).putString(id.source()).putString(id.eventId());
            out.putBytes(fact.toBytes());
          }
        });
  }

  private void write(String dealId, DealRow deal) {
    deal.emitted.archive(archive(dealId));
    if (deal.isEmpty()) {
      if (deal.stored.length > 0) {
        rows.delete(dealKey(dealId));
      }
      return;
    }
    byte[] row = deal.toBytes();
    if (!Arrays.equals(row, deal.stored)) {
      rows.put(dealKey(dealId), row);
    }
  }
}

package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The history of one customer as rows: every delivered fact, and the same facts in the order the
 * rules read them, so that what bears on a deal is found without reading the rest. Lives for one
 * delivered fact; {@link #flush()} writes what changed.
 */
final class History {
  private static final int PACKED_BYTES = 8 * 1024;
  private static final byte[] HEADER = {'h'};
  private static final Family[] FAMILIES = Family.values();

  private final PackedRows rows;
  private final Map<FactId, KnownFact> known = new HashMap<>();
  private final Map<String, DealRow> deals = new HashMap<>();

  /** (family, source, event id): everything delivered. */
  private final PagedMap facts;

  /** (deal, {@link Bearing}, order): the deal's own log, and its calls. */
  final PagedMap own;

  /** (family, group, order): facts of a survey or referral. */
  final PagedMap groups;

  /** (deal, family, group): surveys and referrals that name the deal. */
  final PagedMap mentions;

  /** (family, time, group): surveys and referrals that name no deal. */
  final PagedMap floating;

  /** ({@link Bearing}, order): calls that name no deal. */
  final PagedMap calls;

  /** (time, referral): all referrals, for the deals lost before them. */
  final PagedMap referrals;

  /** (signing, deal) with the cohort day. */
  final PagedMap signed;

  /** (close, opening, deal). */
  final PagedMap closes;

  /** (loss, deal). */
  final PagedMap losses;

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
  }

  History(Rows customerRows, int pageSize) {
    rows = new PackedRows(customerRows, PACKED_BYTES);
    facts = new PagedMap(rows, 'f', pageSize);
    own = new PagedMap(rows, 'o', pageSize);
    groups = new PagedMap(rows, 'g', pageSize);
    mentions = new PagedMap(rows, 'm', pageSize);
    floating = new PagedMap(rows, 'x', pageSize);
    calls = new PagedMap(rows, 'k', pageSize);
    referrals = new PagedMap(rows, 'r', pageSize);
    signed = new PagedMap(rows, 's', pageSize);
    closes = new PagedMap(rows, 'c', pageSize);
    losses = new PagedMap(rows, 'l', pageSize);
    byte[] header = rows.get(HEADER);
    if (header != null) {
      ByteReader in = new ByteReader(header);
      newestDay = in.getInt();
      erasedUpTo = in.getLong();
      erasureDay = in.getInt();
    }
  }

  /** The day a change is booked on: that of its arrival, but never before an erasure. */
  int bookingDay(int arrivalDay) {
    return Math.max(arrivalDay, erasureDay);
  }

  KnownFact fact(FactId id) {
    return known.computeIfAbsent(
        id,
        any -> {
          byte[] row = facts.get(key(id));
          return row == null ? new KnownFact(id) : KnownFact.read(id, new ByteReader(row));
        });
  }

  /** All facts ever delivered and not erased. Reads the whole history. */
  List<KnownFact> allFacts() {
    Set<FactId> ids = new LinkedHashSet<>();
    facts.scan(
        new byte[0],
        new Key().end(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          ids.add(new FactId(FAMILIES[in.getByte()], in.getString(), in.getString()));
          return true;
        });
    ids.addAll(known.keySet());
    return ids.stream().map(this::fact).filter(fact -> !fact.variants().isEmpty()).toList();
  }

  /** Facts looked at since the history was opened, with those that were erased since. */
  Collection<KnownFact> knownFacts() {
    return known.values();
  }

  DealRow deal(String dealId) {
    return deals.computeIfAbsent(
        dealId,
        any -> {
          DealRow deal = new DealRow();
          byte[] row = rows.get(dealKey(dealId));
          if (row != null) {
            ByteReader in = new ByteReader(row);
            deal.head = Head.read(in);
            deal.deletion = in.getBytes();
            deal.emitted = Emitted.read(in);
          }
          return deal;
        });
  }

  /** Deals looked at since the history was opened. */
  Map<String, DealRow> openedDeals() {
    return deals;
  }

  private static byte[] dealKey(String dealId) {
    return new Key().put('d').put(dealId).toBytes();
  }

  private static byte[] key(FactId id) {
    return new Key().put(id.family().ordinal()).put(id.source()).put(id.eventId()).toBytes();
  }

  /** Appends the order of facts (R1) to a key. */
  static Key order(Key key, SeenFact fact) {
    return key.put(fact.occurredAt())
        .put(fact.rank())
        .put(fact.id().source())
        .put(fact.id().eventId());
  }

  /** Reads a fact from the order part of its key and its content. */
  static SeenFact seen(Family family, Key.Reader order, byte[] content) {
    long occurredAt = order.getLong();
    int rank = order.getByte();
    FactId id = new FactId(family, order.getString(), order.getString());
    return new SeenFact(id, occurredAt, rank, ContentBytes.read(content));
  }

  /** What a fact of a deal can change; those that bear on nothing are not read with it. */
  enum Bearing {
    LOG,
    OBJECTION,
    OTHER_CALL;

    static Bearing of(Content content) {
      if (content instanceof Content.Call call) {
        Integer objections = call.priceObjections();
        return objections != null && objections > 0 ? OBJECTION : OTHER_CALL;
      }
      return LOG;
    }
  }

  /** Facts that name a deal, of one bearing, in order, with those a deletion withdrew. */
  List<SeenFact> own(String dealId, Bearing bearing) {
    List<SeenFact> found = new ArrayList<>();
    own.scan(
        new Key().put(dealId).put(bearing.ordinal()).toBytes(),
        new Key().put(dealId).put(bearing.ordinal()).end(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getString();
          in.getByte();
          found.add(seen(bearing == Bearing.LOG ? Family.DEAL : Family.CALL, in, value));
          return true;
        });
    return found;
  }

  /** Floating calls with an objection to the price, from one time to before another. */
  List<SeenFact> floatingObjections(long from, long to) {
    List<SeenFact> found = new ArrayList<>();
    calls.scan(
        new Key().put(Bearing.OBJECTION.ordinal()).put(from).toBytes(),
        new Key().put(Bearing.OBJECTION.ordinal()).put(to).toBytes(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getByte();
          found.add(seen(Family.CALL, in, value));
          return true;
        });
    return found;
  }

  Group group(Family family, String id) {
    List<SeenFact> all = new ArrayList<>();
    groups.scan(
        new Key().put(family.ordinal()).put(id).toBytes(),
        new Key().put(family.ordinal()).put(id).end(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getByte();
          in.getString();
          all.add(seen(family, in, value));
          return true;
        });
    return Group.of(family, id, all, this::isWithdrawn);
  }

  /** R13: the fact's deal was deleted after it. */
  boolean isWithdrawn(SeenFact fact) {
    String dealId = fact.content().dealId();
    return dealId != null
        && deal(dealId).deletion.length > 0
        && Arrays.compareUnsigned(order(new Key(), fact).toBytes(), deal(dealId).deletion) < 0;
  }

  /** The groups that name a deal. */
  List<Group> mentioning(String dealId, Family family) {
    List<String> ids = new ArrayList<>();
    mentions.scan(
        new Key().put(dealId).put(family.ordinal()).toBytes(),
        new Key().put(dealId).put(family.ordinal()).end(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getString();
          in.getByte();
          ids.add(in.getString());
          return true;
        });
    return ids.stream().map(id -> group(family, id)).toList();
  }

  /** The groups of a family that name no deal and began from one time to before another. */
  List<Group> floatingGroups(Family family, long from, long to) {
    List<String> ids = new ArrayList<>();
    floating.scan(
        new Key().put(family.ordinal()).put(from).toBytes(),
        new Key().put(family.ordinal()).put(to).toBytes(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getByte();
          in.getLong();
          ids.add(in.getString());
          return true;
        });
    return ids.stream().map(id -> group(family, id)).toList();
  }

  /** The deal a signing entry belongs to. */
  static String dealOf(PagedMap.@Nullable Entry entry, int times) {
    if (entry == null) {
      return "";
    }
    Key.Reader in = new Key.Reader(entry.key());
    for (int i = 0; i < times; i++) {
      in.getLong();
    }
    return in.getString();
  }

  void flush() {
    rows.put(
        HEADER,
        new ByteWriter(16).putInt(newestDay).putLong(erasedUpTo).putInt(erasureDay).toBytes());
    known.forEach(
        (id, fact) -> {
          if (fact.variants().isEmpty()) {
            facts.remove(key(id));
          } else if (fact.isChanged()) {
            ByteWriter out = new ByteWriter();
            fact.write(out);
            facts.put(key(id), out.toBytes());
          }
        });
    deals.forEach(this::write);
    for (PagedMap map :
        List.of(facts, own, groups, mentions, floating, calls, referrals, signed, closes, losses)) {
      map.flush();
    }
    rows.flush();
  }

  private void write(String dealId, DealRow deal) {
    byte[] key = dealKey(dealId);
    if (!deal.head.exists() && deal.deletion.length == 0 && deal.emitted.isEmpty()) {
      if (rows.get(key) != null) {
        rows.delete(key);
      }
      return;
    }
    ByteWriter out = new ByteWriter();
    deal.head.write(out);
    out.putBytes(deal.deletion);
    deal.emitted.write(out);
    byte[] row = out.toBytes();
    if (!Arrays.equals(row, rows.get(key))) {
      rows.put(key, row);
    }
  }
}

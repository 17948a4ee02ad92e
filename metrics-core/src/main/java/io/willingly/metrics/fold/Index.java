package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.DealContext.ReferralView;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a long history in the orders the rules read them, so that what bears on a deal is
 * found without reading the rest.
 */
final class Index {
  private static final byte[] NOTHING = {};

  /** (deal, {@link Bearing}, order): the deal's own log, and its calls. */
  final PagedMap own;

  /** (deal, date): payments, where a clock starts at the first. */
  final PagedMap paid;

  /** (family, group, order): facts of a survey or referral. */
  final PagedMap groups;

  /** (deal, family, group): surveys and referrals that name the deal. */
  final PagedMap mentions;

  /** (family, time, group): surveys and referrals that name no deal. */
  final PagedMap floating;

  /** (deal, family, time, group): surveys and referrals that fall to the deal. */
  final PagedMap placed;

  /** (order): calls that name no deal. */
  final PagedMap calls;

  /** (rep, end, order): calls that count, by when they ended (R101). */
  final PagedMap callEnds;

  /** (order) with the survey: answers to purchase surveys (R101). */
  final PagedMap answered;

  /** (time, referral): all referrals, for the deals lost before them. */
  final PagedMap referrals;

  /** (signing, deal) with the cohort day. */
  final PagedMap signed;

  /** (close, opening, deal). */
  final PagedMap closes;

  /** (loss, deal). */
  final PagedMap losses;

  final Voices voices;

  private final Predicate<SeenFact> isWithdrawn;

  /**
   * The index of a customer.
   *
   * @param isWithdrawn whether a deletion of its deal withdrew a fact (R13)
   */
  Index(Rows rows, int pageSize, Definition definition, Predicate<SeenFact> isWithdrawn) {
    this.isWithdrawn = isWithdrawn;
    PagedMap.Weights traits = value -> Trait.of(ContentBytes.read(value), definition);
    own = new PagedMap(rows, 'o', pageSize, traits);
    calls = new PagedMap(rows, 'k', pageSize, traits);
    placed =
        new PagedMap(rows, 'q', pageSize, value -> TallyBytes.readTally(new ByteReader(value)));
    callEnds = new PagedMap(rows, 'n', pageSize, PagedMap.Weights.NONE);
    answered = new PagedMap(rows, 'w', pageSize, PagedMap.Weights.NONE);
    paid = new PagedMap(rows, 'b', pageSize, PagedMap.Weights.NONE);
    groups = new PagedMap(rows, 'g', pageSize, PagedMap.Weights.NONE);
    mentions = new PagedMap(rows, 'm', pageSize, PagedMap.Weights.NONE);
    floating = new PagedMap(rows, 'x', pageSize, PagedMap.Weights.NONE);
    referrals = new PagedMap(rows, 'r', pageSize, PagedMap.Weights.NONE);
    signed = new PagedMap(rows, 's', pageSize, PagedMap.Weights.NONE);
    closes = new PagedMap(rows, 'c', pageSize, PagedMap.Weights.NONE);
    losses = new PagedMap(rows, 'l', pageSize, PagedMap.Weights.NONE);
    voices = new Voices(rows, pageSize, new Answers(definition));
  }

  void flush() {
    for (PagedMap map :
        List.of(
            own, paid, groups, mentions, floating, placed, calls, callEnds, answered, referrals,
            signed, closes, losses)) {
      map.flush();
    }
    voices.flush();
  }

  /** Appends the order of facts (R1) to a key. */
  static Key order(Key key, SeenFact fact) {
    return key.putLong(fact.occurredAt())
        .putByte(fact.rank())
        .put(fact.id().source())
        .put(fact.id().eventId());
  }

  /** Reads a fact from the order part of its key; the content is at hand. */
  static SeenFact seen(Family family, Key.Reader order, Content content) {
    long occurredAt = order.getLong();
    int rank = order.getByte();
    FactId id = new FactId(family, order.getString(), order.getString());
    return new SeenFact(id, occurredAt, rank, content);
  }

  /** What a fact that names a deal is to it. */
  enum Bearing {
    LOG,
    CALL;

    static Bearing of(Content content) {
      return content instanceof Content.Call ? CALL : LOG;
    }
  }

  /**
   * Facts that name a deal, of one bearing.
   *
   * @param deletion order key of the deal's last deletion, or empty for what it withdrew as well
   */
  FactLog own(String dealId, Bearing bearing, byte[] deletion) {
    Family family = bearing == Bearing.LOG ? Family.DEAL : Family.CALL;
    byte[] prefix = new Key().put(dealId).putByte(bearing.ordinal()).toBytes();
    return new PagedLog(
        own, prefix, deletion, (order, value) -> seen(family, order, ContentBytes.read(value)));
  }

  /** Calls that name no deal. */
  FactLog floatingCalls() {
    return new PagedLog(
        calls,
        NOTHING,
        NOTHING,
        (order, value) -> seen(Family.CALL, order, ContentBytes.read(value)));
  }

  /** Reads all facts of a survey or referral: they belong together wherever they fall. */
  Group group(Family family, String id) {
    List<SeenFact> all = new ArrayList<>();
    groups.scan(
        new Key().putByte(family.ordinal()).put(id).toBytes(),
        new Key().putByte(family.ordinal()).put(id).end(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getByte();
          in.getString();
          all.add(seen(family, in, ContentBytes.read(value)));
          return true;
        });
    return Group.of(family, id, all, isWithdrawn);
  }

  /** The groups that name a deal. */
  List<Group> mentioning(String dealId, Family family) {
    List<String> ids = new ArrayList<>();
    mentions.scan(
        new Key().put(dealId).putByte(family.ordinal()).toBytes(),
        new Key().put(dealId).putByte(family.ordinal()).end(),
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
        new Key().putByte(family.ordinal()).putLong(from).toBytes(),
        new Key().putByte(family.ordinal()).putLong(to).toBytes(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getByte();
          in.getLong();
          ids.add(in.getString());
          return true;
        });
    return ids.stream().map(id -> group(family, id)).toList();
  }

  static byte[] placedKey(String dealId, Group group) {
    return new Key()
        .put(dealId)
        .putByte(group.family().ordinal())
        .putLong(group.start().occurredAt())
        .put(group.id())
        .toBytes();
  }

  static byte[] placedValue(Group group, Tally tally) {
    ByteWriter out = new ByteWriter();
    TallyBytes.write(out, tally);
    FactId evidence = group.start().id();
    return out.putString(evidence.source()).putString(evidence.eventId()).toBytes();
  }

  /** What the surveys and referrals that fall to a deal add to its tally. */
  Tally placedSum(String dealId) {
    return placed.sum(new Key().put(dealId).toBytes(), new Key().put(dealId).end());
  }

  /** The first referrals that fall to a deal. */
  List<ReferralView> placedReferrals(String dealId, int limit) {
    List<ReferralView> found = new ArrayList<>();
    placed.scan(
        new Key().put(dealId).putByte(Family.REFERRAL.ordinal()).toBytes(),
        new Key().put(dealId).putByte(Family.REFERRAL.ordinal()).end(),
        (key, value) -> {
          Key.Reader in = new Key.Reader(key);
          in.getString();
          in.getByte();
          long at = in.getLong();
          ByteReader from = new ByteReader(value);
          TallyBytes.readTally(from);
          FactId evidence = new FactId(Family.REFERRAL, from.getString(), from.getString());
          found.add(new ReferralView(in.getString(), at, evidence));
          return found.size() < limit;
        });
    return found;
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
}

package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a long history in the orders the rules read them, so that what bears on a deal is
 * found without reading the rest.
 */
final class Index {
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

  private final Predicate<SeenFact> isWithdrawn;

  /**
   * The index of a customer.
   *
   * @param isWithdrawn whether a deletion of its deal withdrew a fact (R13)
   */
  Index(Rows rows, int pageSize, Predicate<SeenFact> isWithdrawn) {
    this.isWithdrawn = isWithdrawn;
    own = new PagedMap(rows, 'o', pageSize);
    groups = new PagedMap(rows, 'g', pageSize);
    mentions = new PagedMap(rows, 'm', pageSize);
    floating = new PagedMap(rows, 'x', pageSize);
    calls = new PagedMap(rows, 'k', pageSize);
    referrals = new PagedMap(rows, 'r', pageSize);
    signed = new PagedMap(rows, 's', pageSize);
    closes = new PagedMap(rows, 'c', pageSize);
    losses = new PagedMap(rows, 'l', pageSize);
  }

  void flush() {
    for (PagedMap map :
        List.of(own, groups, mentions, floating, calls, referrals, signed, closes, losses)) {
      map.flush();
    }
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
    return Group.of(family, id, all, isWithdrawn);
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
}

package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.History.DealRow;
import io.willingly.metrics.fold.Index.Bearing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a history's order up to date as facts come and go, and collects what a change bears on: the
 * deals to fold again, the calls to count again, and the new outcomes. A fact bears on its own
 * deal, or the deal it falls to, and on that deal's neighbours in time; nothing else is read.
 */
final class Structure implements Effects {
  private static final byte[] NOTHING = {};
  private static final List<Bearing> CALLS = List.of(Bearing.OBJECTION, Bearing.OTHER_CALL);
  private static final long DAY_MICROS = 86_400_000_000L;

  private final String customerId;
  private final History history;
  private final Index index;
  private final Definition definition;
  private final Map<String, Lifecycle> lives = new HashMap<>();
  private final Set<String> dirtyDeals = new LinkedHashSet<>();
  private final Set<FactId> dirtyCalls = new LinkedHashSet<>();
  private final Map<FactId, Reason> reasons = new LinkedHashMap<>();

  Structure(String customerId, History history, Index index, Definition definition) {
    this.customerId = customerId;
    this.history = history;
    this.index = index;
    this.definition = definition;
  }

  @Override
  public Set<String> deals() {
    return dirtyDeals;
  }

  @Override
  public Set<FactId> calls() {
    return dirtyCalls;
  }

  @Override
  public Map<FactId, Reason> reasons() {
    return reasons;
  }

  @Override
  public DealRules.Result fold(String dealId) {
    Neighbourhood around = new Neighbourhood(customerId, history, index, this, definition);
    return DealRules.apply(around.of(dealId), definition);
  }

  @Override
  public void change(@Nullable SeenFact before, @Nullable SeenFact after) {
    SeenFact either = before == null ? after : before;
    if (either == null) {
      return;
    }
    switch (either.id().family()) {
      case DEAL -> changeDeal(before, after);
      case CALL -> changeCall(before, after);
      case SURVEY, REFERRAL -> changeGroups(before, after);
      default -> {}
    }
    if (after == null) {
      // R3: a retraction waits for nothing.
      reasons.put(either.id(), Reason.NONE);
    }
  }

  private void changeDeal(@Nullable SeenFact before, @Nullable SeenFact after) {
    Set<String> touched = new LinkedHashSet<>();
    boolean deletion = false;
    for (SeenFact fact : present(before, after)) {
      Content.Deal deal = (Content.Deal) fact.content();
      touched.add(deal.dealId());
      deletion |= deal.kind() == DealKind.DELETED;
    }
    List<Group> mentioned = new ArrayList<>();
    if (deletion) {
      for (String dealId : touched) {
        mentioned.addAll(index.mentioning(dealId, Family.SURVEY));
        mentioned.addAll(index.mentioning(dealId, Family.REFERRAL));
      }
      mentioned.forEach(this::leave);
    }
    if (before != null) {
      index.own.remove(ownKey(before));
    }
    if (after != null) {
      index.own.put(ownKey(after), ContentBytes.write(after.content()));
    }
    for (String dealId : touched) {
      readAgain(dealId, deletion);
    }
    for (Group group : mentioned) {
      enter(index.group(group.family(), group.id()));
    }
  }

  private static List<SeenFact> present(@Nullable SeenFact before, @Nullable SeenFact after) {
    List<SeenFact> facts = new ArrayList<>(2);
    if (before != null) {
      facts.add(before);
    }
    if (after != null) {
      facts.add(after);
    }
    return facts;
  }

  private static byte[] ownKey(SeenFact fact) {
    String dealId = fact.content().dealId();
    Key key = new Key().put(dealId == null ? "" : dealId);
    return Index.order(key.put(Bearing.of(fact.content()).ordinal()), fact).toBytes();
  }

  /** Reads a deal's own log again and moves it to its new place among the others. */
  private void readAgain(String dealId, boolean deletion) {
    DealRow deal = history.deal(dealId);
    if (deletion) {
      deal.deletion = lastDeletion(dealId);
    }
    Map<FactId, Reason> own = new HashMap<>();
    Lifecycle life = read(dealId, own);
    lives.put(dealId, life);
    Head head = Head.of(life);
    Head was = deal.head;
    if (!head.equals(was)) {
      long firstBefore = firstSigned();
      dirtyAround(dealId);
      place(dealId, was, false);
      deal.head = head;
      place(dealId, head, true);
      dirtyAround(dealId);
      floatAgain(firstBefore, firstSigned());
    }
    if (deletion || head.exists() != was.exists()) {
      settleMentions(dealId);
      for (Bearing bearing : CALLS) {
        index.own(dealId, bearing).forEach(this::settleCall);
      }
    }
    for (SeenFact fact : index.own(dealId, Bearing.LOG)) {
      reasons.put(
          fact.id(),
          history.isWithdrawn(fact)
              ? Reason.DEAL_DELETED
              : own.getOrDefault(fact.id(), Reason.NONE));
    }
    dirtyDeals.add(dealId);
  }

  private byte[] lastDeletion(String dealId) {
    byte[] last = NOTHING;
    for (SeenFact fact : index.own(dealId, Bearing.LOG)) {
      if (fact.content() instanceof Content.Deal deal && deal.kind() == DealKind.DELETED) {
        last = Index.order(new Key(), fact).toBytes();
      }
    }
    return last;
  }

  /** The deal's log without what a deletion withdrew. */
  Lifecycle lifecycle(String dealId) {
    return lives.computeIfAbsent(dealId, id -> read(id, new HashMap<>()));
  }

  private Lifecycle read(String dealId, Map<FactId, Reason> outcomes) {
    List<SeenFact> facts = index.own(dealId, Bearing.LOG);
    facts.removeIf(history::isWithdrawn);
    return Lifecycle.of(dealId, facts, outcomes);
  }

  private void place(String dealId, Head head, boolean there) {
    if (!head.exists()) {
      return;
    }
    put(index.closes, closeKey(dealId, head), NOTHING, there);
    if (head.signedAt() != null) {
      byte[] day = new ByteWriter(5).putInt(day(head.signedAt())).toBytes();
      put(index.signed, signedKey(head.signedAt(), dealId), day, there);
    } else if (head.lostAt() != null) {
      put(index.losses, signedKey(head.lostAt(), dealId), NOTHING, there);
    }
  }

  private static void put(PagedMap map, byte[] key, byte[] value, boolean there) {
    if (there) {
      map.put(key, value);
    } else {
      map.remove(key);
    }
  }

  private static byte[] closeKey(String dealId, Head head) {
    return new Key().put(head.closedAt()).put(head.openedAt()).put(dealId).toBytes();
  }

  private static byte[] signedKey(long micros, String dealId) {
    return new Key().put(micros).put(dealId).toBytes();
  }

  private int day(long micros) {
    return definition.dayOfMicros(micros);
  }

  /** The deals whose numbers may change when this one comes, goes or moves from where it is. */
  private void dirtyAround(String dealId) {
    Head head = history.deal(dealId).head;
    if (!head.exists()) {
      return;
    }
    PagedMap.Entry after =
        index.closes.ceiling(new Key().put(head.closedAt()).put(head.openedAt()).put(dealId).end());
    mark(after == null ? "" : Index.dealOf(after, 2));
    mark(lastSigned(head.closedAt() - 1));
    mark(lastSigned(head.closedAt()));
    if (head.signedAt() != null) {
      dirtyByDay(head.signedAt(), dealId);
    }
  }

  private void mark(@Nullable String dealId) {
    if (dealId != null && !dealId.isEmpty()) {
      dirtyDeals.add(dealId);
    }
  }

  /**
   * R24, R36: deals of the same and both adjoining cohort days, and losses since the day before.
   */
  private void dirtyByDay(long signedAt, String dealId) {
    int day = day(signedAt);
    long earlier = signedAt;
    int earlierDay = Integer.MIN_VALUE;
    for (PagedMap.Entry entry = index.signed.lower(signedKey(signedAt, dealId));
        entry != null;
        entry = index.signed.lower(entry.key())) {
      int other = cohortDay(entry);
      if (other < day && earlierDay == Integer.MIN_VALUE) {
        earlierDay = other;
      }
      if (other < earlierDay) {
        break;
      }
      earlier = new Key.Reader(entry.key()).getLong();
      mark(Index.dealOf(entry, 1));
    }
    int[] later = {Integer.MAX_VALUE};
    index.signed.scan(
        signedKey(signedAt, dealId),
        new Key().end(),
        (key, value) -> {
          PagedMap.Entry entry = new PagedMap.Entry(key, value);
          int other = cohortDay(entry);
          if (other > day && later[0] == Integer.MAX_VALUE) {
            later[0] = other;
          }
          if (other > later[0]) {
            return false;
          }
          mark(Index.dealOf(entry, 1));
          return true;
        });
    long window = signedAt - (definition.comebackDays() + 2) * DAY_MICROS;
    long from = earlierDay == Integer.MIN_VALUE ? window : Math.max(window, earlier - DAY_MICROS);
    dirtyLosses(from, signedAt);
  }

  private void dirtyLosses(long from, long to) {
    index.losses.scan(
        new Key().put(from).toBytes(),
        new Key().put(to).toBytes(),
        (key, value) -> {
          mark(Index.dealOf(new PagedMap.Entry(key, value), 1));
          return true;
        });
  }

  private static int cohortDay(PagedMap.Entry entry) {
    return new ByteReader(entry.value()).getInt();
  }

  private long firstSigned() {
    PagedMap.Entry first = index.signed.ceiling(NOTHING);
    return first == null ? Long.MAX_VALUE : new Key.Reader(first.key()).getLong();
  }

  /** Floating surveys and referrals wait for the first signed deal. */
  private void floatAgain(long before, long after) {
    if (before == after) {
      return;
    }
    for (Family family : List.of(Family.SURVEY, Family.REFERRAL)) {
      long from = Math.min(before, after);
      index.floatingGroups(family, from, Math.max(before, after)).forEach(this::settle);
    }
  }

  private void settleMentions(String dealId) {
    index.mentioning(dealId, Family.SURVEY).forEach(this::settle);
    index.mentioning(dealId, Family.REFERRAL).forEach(this::settle);
  }

  private void changeCall(@Nullable SeenFact before, @Nullable SeenFact after) {
    for (SeenFact fact : present(before, after)) {
      dirtyCalls.add(fact.id());
      boolean there = fact.equals(after);
      byte[] content = ContentBytes.write(fact.content());
      if (fact.content().dealId() == null) {
        put(index.calls, floatingKey(fact), content, there);
        mark(openOrLastSigned(fact.occurredAt()));
      } else {
        put(index.own, ownKey(fact), content, there);
        mark(fact.content().dealId());
      }
    }
    if (after != null) {
      settleCall(after);
    }
  }

  private static byte[] floatingKey(SeenFact call) {
    Key key = new Key().put(Bearing.of(call.content()).ordinal());
    return Index.order(key, call).toBytes();
  }

  /** R31, R42: a call without a deal counts; one that names an unknown deal waits for it. */
  private void settleCall(SeenFact call) {
    String dealId = call.content().dealId();
    Reason reason = Reason.NONE;
    if (dealId != null && history.isWithdrawn(call)) {
      reason = Reason.DEAL_DELETED;
    } else if (dealId != null && !history.deal(dealId).head.exists()) {
      reason = Reason.NO_DEAL;
    }
    reasons.put(call.id(), reason);
    dirtyCalls.add(call.id());
  }

  private void changeGroups(@Nullable SeenFact before, @Nullable SeenFact after) {
    Map<String, Family> touched = new LinkedHashMap<>();
    for (SeenFact fact : present(before, after)) {
      touched.put(Group.idOf(fact), fact.id().family());
    }
    touched.forEach((id, family) -> leave(index.group(family, id)));
    if (before != null) {
      index.groups.remove(groupKey(before));
    }
    if (after != null) {
      index.groups.put(groupKey(after), ContentBytes.write(after.content()));
    }
    touched.forEach((id, family) -> enter(index.group(family, id)));
  }

  private static byte[] groupKey(SeenFact fact) {
    Key key = new Key().put(fact.id().family().ordinal()).put(Group.idOf(fact));
    return Index.order(key, fact).toBytes();
  }

  private void leave(Group group) {
    place(group, false);
  }

  private void enter(Group group) {
    place(group, true);
    settle(group);
  }

  private void place(Group group, boolean there) {
    Set<String> named = new TreeSet<>();
    for (List<SeenFact> facts : List.of(group.facts(), group.withdrawn())) {
      for (SeenFact fact : facts) {
        if (fact.content().dealId() != null) {
          named.add(fact.content().dealId());
        }
      }
    }
    for (String dealId : named) {
      Key key = new Key().put(dealId).put(group.family().ordinal()).put(group.id());
      put(index.mentions, key.toBytes(), NOTHING, there);
    }
    if (group.facts().isEmpty() || group.isSelfReferral(customerId)) {
      return;
    }
    long at = group.start().occurredAt();
    if (group.dealId() == null) {
      Key key = new Key().put(group.family().ordinal()).put(at).put(group.id());
      put(index.floating, key.toBytes(), NOTHING, there);
    }
    if (group.family() == Family.REFERRAL) {
      put(index.referrals, signedKey(at, group.id()), NOTHING, there);
      dirtyLosses(at - (definition.comebackDays() + 2) * DAY_MICROS, at + 1);
    }
    mark(placeOf(group));
  }

  /** The deal a group falls to (R29, R33), or null while it waits. */
  @Nullable String placeOf(Group group) {
    if (group.facts().isEmpty() || group.isSelfReferral(customerId)) {
      return null;
    }
    if (group.dealId() == null) {
      return lastSigned(group.start().occurredAt());
    }
    return history.deal(group.dealId()).head.exists() ? group.dealId() : null;
  }

  private void settle(Group group) {
    group.withdrawn().forEach(fact -> reasons.put(fact.id(), Reason.DEAL_DELETED));
    Reason reason = Reason.NONE;
    if (group.isSelfReferral(customerId)) {
      reason = Reason.SELF_REFERRAL;
    } else if (placeOf(group) == null) {
      reason = group.dealId() == null ? Reason.NO_SIGNED_DEAL : Reason.NO_DEAL;
    }
    for (SeenFact fact : group.facts()) {
      reasons.put(fact.id(), reason);
    }
    mark(placeOf(group));
  }

  /** The latest deal signed at or before a time; of one instant the greatest dealId (R29). */
  @Nullable String lastSigned(long micros) {
    byte[] after = micros == Long.MAX_VALUE ? new Key().end() : new Key().put(micros + 1).toBytes();
    PagedMap.Entry entry = index.signed.lower(after);
    return entry == null ? null : Index.dealOf(entry, 1);
  }

  /** R29: the next deal to close after the time if it was open then, else the last signed. */
  @Nullable String openOrLastSigned(long micros) {
    PagedMap.Entry next = index.closes.ceiling(new Key().put(micros + 1).toBytes());
    if (next != null) {
      Key.Reader in = new Key.Reader(next.key());
      in.getLong();
      if (in.getLong() <= micros) {
        return Index.dealOf(next, 2);
      }
    }
    return lastSigned(micros);
  }
}

package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.History.DealRow;
import io.willingly.metrics.fold.Index.Bearing;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a long history's index up to date as facts come and go, and collects what a change bears
 * on: the deals to fold again, the calls to count again, and the new outcomes. A fact bears on its
 * own deal, or the deal it falls to, and on that deal's neighbours in time; nothing else is read
 * but what the change itself moves from one deal or outcome to another.
 */
final class Structure implements Effects {
  private static final byte[] NOTHING = {};
  private final History history;
  private final Index index;
  private final Definition definition;
  private final DealOrder order;
  private final Map<String, Lifecycle> lives = new HashMap<>();
  private final Set<String> dirtyDeals = new LinkedHashSet<>();
  private final Set<FactId> dirtyCalls = new LinkedHashSet<>();
  private final Map<FactId, Reason> reasons = new LinkedHashMap<>();
  private final CallEnds ends;
  private final GroupPlaces groups;

  Structure(String customerId, History history, Index index, Definition definition) {
    this.history = history;
    this.index = index;
    this.definition = definition;
    this.order = new DealOrder(history, index, definition);
    this.ends = new CallEnds(index);
    this.groups =
        new GroupPlaces(
            customerId, history, index, order, new Answers(definition), ends, dirtyDeals, reasons);
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
    Neighbourhood around = new Neighbourhood(history, index, order, definition);
    return DealRules.apply(around.of(lifecycle(dealId)), definition);
  }

  @Override
  public void change(@Nullable SeenFact before, @Nullable SeenFact after) {
    SeenFact either = before == null ? after : before;
    if (either == null) {
      return;
    }
    switch (either.id().family()) {
      case DEAL -> changeDeals(before, after);
      case CALL -> changeCall(before, after);
      case SURVEY, REFERRAL -> groups.change(present(before, after), after);
      default -> {}
    }
    if (after == null) {
      // R3: a retraction waits for nothing.
      reasons.put(either.id(), Reason.NONE);
    }
  }

  private void changeDeals(@Nullable SeenFact before, @Nullable SeenFact after) {
    String left = before == null ? null : before.content().dealId();
    String entered = after == null ? null : after.content().dealId();
    if (left != null && !left.equals(entered)) {
      changeDeal(left, before, null);
    }
    if (entered != null) {
      changeDeal(entered, entered.equals(left) ? before : null, after);
    }
  }

  /** Changes one fact of a deal's own log, and with it where the deal stands among the others. */
  private void changeDeal(String dealId, @Nullable SeenFact before, @Nullable SeenFact after) {
    DealRow deal = history.deal(dealId);
    Head was = deal.head;
    List<Lifecycle.Turn> turns = lifecycle(dealId).turns();
    List<SeenFact> facts = present(before, after);
    for (SeenFact fact : facts) {
      index.own.set(ownKey(fact), ContentBytes.write(fact.content()), fact.equals(after));
      setPaid(dealId, fact, fact.equals(after));
    }
    boolean deletes = facts.stream().anyMatch(Structure::isDeletion);
    byte[] deletion = deletes ? lastDeletion(dealId) : deal.deletion;
    boolean withdraws = !Arrays.equals(deletion, deal.deletion);
    Lifecycle life = Lifecycle.of(dealId, index.own(dealId, Bearing.LOG, deletion));
    Head head = Head.of(life);
    boolean settles = withdraws || head.exists() != was.exists();

    Map<String, Group> moved = new LinkedHashMap<>();
    if (settles || !Objects.equals(head.repId(), was.repId())) {
      mentioning(dealId).forEach(group -> moved.put(group.family() + group.id(), group));
    }
    if (!head.equals(was)) {
      for (Head each : List.of(was, head)) {
        floating(dealId, each).forEach(group -> moved.put(group.family() + group.id(), group));
      }
    }
    moved.values().forEach(groups::leave);
    Answers answers = new Answers(definition);
    index.voices.moveWindow(
        dealId, answers.windowEnd(was.signedAt()), answers.windowEnd(head.signedAt()));
    if (withdraws) {
      list(dealId, Bearing.LOG, sum -> 1).forEach(fact -> setPaid(dealId, fact, false));
    }
    deal.deletion = deletion;
    if (withdraws) {
      list(dealId, Bearing.LOG, sum -> 1).forEach(fact -> setPaid(dealId, fact, true));
    }
    lives.put(dealId, life);
    if (!head.equals(was)) {
      order.around(dealId, was, dirtyDeals::add);
      order.place(dealId, was, false);
      deal.head = head;
      order.place(dealId, head, true);
      order.around(dealId, head, dirtyDeals::add);
    }
    moved.values().forEach(group -> groups.enter(index.group(group.family(), group.id())));
    settleOwn(life, settles, turns.equals(life.turns()) ? null : Structure::turning, after);
    dirtyDeals.add(dealId);
  }

  /** Facts whose outcome depends on the others. */
  private static long turning(Tally sum) {
    return Trait.WON.in(sum) + Trait.LOST.in(sum) + Trait.REOPENED.in(sum);
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
    return Index.order(key.putByte(Bearing.of(fact.content()).ordinal()), fact).toBytes();
  }

  private static boolean isDeletion(SeenFact fact) {
    return fact.content() instanceof Content.Deal deal && deal.kind() == DealKind.DELETED;
  }

  private void setPaid(String dealId, SeenFact fact, boolean there) {
    Content.Deal deal = (Content.Deal) fact.content();
    if (definition.startsAtPayment()
        && deal.kind() == DealKind.PAYMENT
        && deal.paidAt() != null
        && !history.isWithdrawn(fact)) {
      Key key = new Key().put(dealId).putLong(deal.paidAt());
      index.paid.set(Index.order(key, fact).toBytes(), NOTHING, there);
    }
  }

  private byte[] lastDeletion(String dealId) {
    SeenFact last =
        index.own(dealId, Bearing.LOG, NOTHING).last(Place.START, Place.END, Trait.DELETED::in);
    return last == null ? NOTHING : Index.order(new Key(), last).toBytes();
  }

  /** The deal's log without what a deletion withdrew. */
  private Lifecycle lifecycle(String dealId) {
    return lives.computeIfAbsent(
        dealId, id -> Lifecycle.of(id, index.own(id, Bearing.LOG, history.deal(id).deletion)));
  }

  private List<Group> mentioning(String dealId) {
    List<Group> groups = new ArrayList<>(index.mentioning(dealId, Family.SURVEY));
    groups.addAll(index.mentioning(dealId, Family.REFERRAL));
    return groups;
  }

  /** What floats from a signing of a deal to the next one: it falls to the deal (R29). */
  private List<Group> floating(String dealId, Head head) {
    List<Group> groups = new ArrayList<>();
    if (head.signedAt() != null) {
      long next = order.nextSigned(head.signedAt(), dealId);
      groups.addAll(index.floatingGroups(Family.SURVEY, head.signedAt(), next));
      groups.addAll(index.floatingGroups(Family.REFERRAL, head.signedAt(), next));
    }
    return groups;
  }

  /**
   * Settles the outcomes of a deal's own facts and calls: of all of them when the deal came to be
   * or a deletion moved, else of those that may differ and the one that changed.
   */
  private void settleOwn(
      Lifecycle life, boolean all, @Nullable ToLongFunction<Tally> which, @Nullable SeenFact one) {
    List<SeenFact> facts = new ArrayList<>();
    if (all) {
      facts.addAll(list(life.dealId(), Bearing.LOG, sum -> 1));
      list(life.dealId(), Bearing.CALL, sum -> 1).forEach(this::settleCall);
    } else if (which != null) {
      facts.addAll(list(life.dealId(), Bearing.LOG, which));
    }
    if (one != null) {
      facts.add(one);
    }
    for (SeenFact fact : facts) {
      reasons.put(fact.id(), history.isWithdrawn(fact) ? Reason.DEAL_DELETED : life.reason(fact));
    }
  }

  private List<SeenFact> list(String dealId, Bearing bearing, ToLongFunction<Tally> which) {
    FactLog log = index.own(dealId, bearing, NOTHING);
    return log.list(Place.START, Place.END, which, Integer.MAX_VALUE);
  }

  private void mark(@Nullable String dealId) {
    if (dealId != null) {
      dirtyDeals.add(dealId);
    }
  }

  private void changeCall(@Nullable SeenFact before, @Nullable SeenFact after) {
    for (SeenFact fact : present(before, after)) {
      dirtyCalls.add(fact.id());
      boolean there = fact.equals(after);
      byte[] content = ContentBytes.write(fact.content());
      if (fact.content().dealId() == null) {
        index.calls.set(Index.order(new Key(), fact).toBytes(), content, there);
        mark(order.openOrLastSigned(fact.occurredAt()));
      } else {
        index.own.set(ownKey(fact), content, there);
        mark(fact.content().dealId());
      }
    }
    if (before != null) {
      setEnd(before, false);
    }
    if (after != null) {
      settleCall(after);
    }
  }

  /** A call that counts, or counts no more, can lie right before answers. */
  private void setEnd(SeenFact call, boolean there) {
    for (String survey : ends.setCall(call, there)) {
      groups.weigh(index.group(Family.SURVEY, survey));
    }
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
    setEnd(call, reason == Reason.NONE);
  }
}

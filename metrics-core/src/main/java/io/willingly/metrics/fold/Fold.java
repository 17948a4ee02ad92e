package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Delta.DealResult;
import io.willingly.metrics.fold.Delta.Erasure;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The fold: remembers a delivered fact in its customer's history and returns the difference it
 * makes. No clock, no engine, no dependency: the same rows and fact always give the same answer
 * (R93). Facts must have passed {@link FactChecks}.
 */
public final class Fold {
  /** Raised whenever the same facts would give other numbers or rows; older state is rebuilt. */
  public static final int VERSION = 4;

  private static final int PAGE_SIZE = 32;
  private static final int WHOLE_BYTES = 4 * 1024;

  private final Definition definition;
  private final int pageSize;
  private final int wholeBytes;

  public Fold(Definition definition) {
    this(definition, PAGE_SIZE, WHOLE_BYTES);
  }

  /**
   * A fold with rows of another size; the answers are the same.
   *
   * @param pageSize entries of a page, at least 2
   * @param wholeBytes a history of more bytes than this is spread over rows of its own
   */
  Fold(Definition definition, int pageSize, int wholeBytes) {
    this.definition = definition;
    this.pageSize = pageSize;
    this.wholeBytes = wholeBytes;
  }

  /** Applies one delivered copy of a fact to the rows of its customer. */
  public Delta apply(Rows rows, Fact fact) {
    OutcomeBook book = new OutcomeBook();
    History history = history(rows);
    if (Eraser.isErased(history, fact.family(), fact.occurredAt())) {
      book.move(fact.id(), Reason.ERASED, fact.delivery().run(), 1);
      return new Delta(book.moves(), List.of(), List.of(), Map.of(), List.of(), null);
    }
    if (history.isWhole() && history.storedBytes() > wholeBytes) {
      spread(history, fact.customerId());
    }
    KnownFact known = history.fact(fact.id());
    SeenFact before = seen(known);
    book.all(known, -1);
    KnownFact.Added added = known.add(fact);
    book.all(known, 1);
    Differences differences = new Differences();
    List<DealResult> deals = new ArrayList<>();
    Erasure erasure = null;
    if (added.news()) {
      int fromDay = history.bookingDay(definition.dayOfMillis(added.variant().arrival()));
      Booking booking = fromDay < history.newestDay ? null : new Booking(fromDay, differences);
      Index index = history.isWhole() ? null : history.index(definition);
      Effects effects = effects(fact.customerId(), history, index);
      change(effects, before, seen(known));
      boolean erases = fact.family() == Family.ERASURE && !fact.retracted();
      Eraser eraser = erases ? new Eraser(history, book) : null;
      if (eraser != null) {
        eraser.forgetFacts(effects, fact.occurredAt(), fromDay);
      }
      if (booking == null) {
        new LateFold(this, fact.customerId(), history).refold(fromDay, differences);
      }
      settle(history, effects, book, booking);
      fold(fact.customerId(), history, effects, booking, deals);
      if (eraser != null) {
        erasure = eraser.forgetSteps(fromDay, differences);
      }
      history.newestDay = Math.max(history.newestDay, fromDay);
      if (index != null) {
        index.flush();
      }
    }
    history.flush();
    return new Delta(
        book.moves(),
        differences.cells(),
        deals,
        differences.counted(),
        known.losers(fact, added),
        erasure);
  }

  History history(Rows rows) {
    return new History(rows, pageSize);
  }

  /** Begins a history of which nothing is booked before a day. */
  void bookNothingBefore(Rows rows, int day) {
    History history = history(rows);
    history.erasureDay = day;
    history.flush();
  }

  /** Puts a history that no longer is short in order, so that none of it need be read whole. */
  private void spread(History history, String customerId) {
    Index index = history.spread(definition);
    Effects effects = effects(customerId, history, index);
    history.allFacts().forEach(known -> change(effects, null, seen(known)));
    index.flush();
  }

  private Effects effects(String customerId, History history, @Nullable Index index) {
    return index == null
        ? new WholeEffects(customerId, history, definition)
        : new Structure(customerId, history, index, definition);
  }

  static void change(Effects effects, @Nullable SeenFact before, @Nullable SeenFact after) {
    if (before != null || after != null) {
      effects.change(before, after);
    }
  }

  /** Where differences go; none for late facts, whose differences are found day by day. */
  private record Booking(int day, Differences differences) {}

  /** What is known of a customer now: for explain and the case file. Reads the whole history. */
  public CustomerView read(String customerId, Rows rows) {
    return readKnownOn(customerId, rows, Integer.MAX_VALUE);
  }

  /**
   * What was known of a customer at the end of an arrival day: the fold of the facts that had
   * arrived (R7), which is the sum of what was emitted up to that day. Nothing before the day an
   * erasure arrived: of those days only integers are left (R43). Reads the whole history.
   *
   * @param arrivalDay epoch day in the organisation's zone
   */
  public CustomerView readKnownOn(String customerId, Rows rows, int arrivalDay) {
    History history = history(rows);
    if (arrivalDay < history.erasureDay) {
      return new CustomerView(customerId, List.of(), Map.of());
    }
    LongPredicate arrived = arrival -> definition.dayOfMillis(arrival) <= arrivalDay;
    List<KnownFact> known = history.allFacts();
    CustomerFold fold = CustomerFold.of(customerId, known, arrived, definition);
    List<CustomerView.FactView> facts = new ArrayList<>();
    for (KnownFact fact : known) {
      Reason reason = fold.reasons().getOrDefault(fact.id(), Reason.NONE);
      fact.view(arrived, reason).ifPresent(facts::add);
    }
    Map<String, CustomerView.DealView> deals = new TreeMap<>();
    fold.results()
        .forEach(
            (dealId, result) ->
                deals.put(dealId, new CustomerView.DealView(result.state(), result.cells())));
    return new CustomerView(customerId, facts, deals);
  }

  /** The facts of a customer that wait for another (R42). Reads the whole history. */
  public List<CustomerView.FactView> pending(Rows rows) {
    return history(rows).allFacts().stream()
        .filter(known -> known.reason().outcome() == Outcome.PENDING)
        .flatMap(known -> known.view(arrival -> true, known.reason()).stream())
        .toList();
  }

  static @Nullable SeenFact seen(KnownFact known) {
    return seen(known, arrival -> true);
  }

  static @Nullable SeenFact seen(KnownFact known, LongPredicate arrived) {
    Variant holder = known.holder(arrived);
    return holder == null || known.id().family() == Family.ERASURE
        ? null
        : new SeenFact(known.id(), holder.occurredAt(), holder.decode());
  }

  /** Moves the ledger where a fact now has another outcome, and counts calls again. */
  private void settle(
      History history, Effects effects, OutcomeBook book, @Nullable Booking booking) {
    Set<FactId> calls = new LinkedHashSet<>(effects.calls());
    effects
        .reasons()
        .forEach(
            (id, reason) -> {
              KnownFact known = history.fact(id);
              Reason settled = known.holder(arrival -> true) == null ? Reason.NONE : reason;
              if (known.reason() != settled && !known.variants().isEmpty()) {
                book.all(known, -1);
                known.reason(settled);
                book.all(known, 1);
                calls.add(id);
              }
            });
    if (booking != null) {
      for (FactId id : calls) {
        if (id.family() == Family.CALL) {
          KnownFact known = history.fact(id);
          SeenFact call = seen(known);
          Map<CellKey, Tally> practice =
              call == null || known.reason() != Reason.NONE
                  ? Map.of()
                  : CallRules.apply(call, definition);
          booking.differences().ofCall(known.emitted().replace(booking.day(), practice));
        }
      }
    }
  }

  private static void fold(
      String customerId,
      History history,
      Effects effects,
      @Nullable Booking booking,
      List<DealResult> deals) {
    for (String dealId : effects.deals()) {
      DealRules.Result result = effects.fold(dealId);
      Emitted emitted = history.deal(dealId).emitted;
      if (booking != null) {
        booking.differences().ofDeal(dealId, emitted.replace(booking.day(), result.cells()));
      }
      if (emitted.publish(result.state())) {
        deals.add(new DealResult(customerId, dealId, result.state()));
      }
    }
  }
}

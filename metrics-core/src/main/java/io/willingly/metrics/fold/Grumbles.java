package io.willingly.metrics.fold;

import io.willingly.metrics.fold.DealContext.Objections;
import io.willingly.metrics.tally.Tally;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Grumbles (fourth box of the fifth essay): paid late, disputed, asked for money off, or objected
 * to the price after signing.
 *
 * @param own the sum of all of the log
 */
record Grumbles(FactLog log, Tally own, Objections objections, SeenFact signing) {

  /** Declared in the order of the GRUMBLE buckets. */
  enum Kind {
    PAID_LATE(Trait.PAID_LATE),
    DISPUTED(Trait.DISPUTED),
    CONCESSION(Trait.CONCESSION),
    OBJECTION(Trait.OBJECTION);

    private final Trait trait;

    Kind(Trait trait) {
      this.trait = trait;
    }
  }

  /** Those that do not depend on the time of the signing. */
  private static long payment(Tally sum) {
    return Trait.PAID_LATE.in(sum) + Trait.DISPUTED.in(sum);
  }

  private static long any(Tally sum) {
    return payment(sum) + Trait.CONCESSION.in(sum);
  }

  private Place signed() {
    return Place.at(signing.occurredAt());
  }

  /** The deal's own log has none, as most have: nothing more need be read of it. */
  private boolean silent() {
    return any(own) == 0;
  }

  /** Whether there is one from one time to before another, both at or after the signing. */
  boolean between(long from, long to) {
    boolean own = !silent() && any(log.sum(Place.at(from), Place.at(to))) > 0;
    return own || (!objections.first().isEmpty() && objections.first().get(0).occurredAt() < to);
  }

  long count() {
    if (silent()) {
      return objections.count();
    }
    return payment(log.sum(Place.START, signed()))
        + any(log.sum(signed(), Place.END))
        + objections.count();
  }

  /** The first of them, at most {@code limit}: of the deal's own log, then the calls. */
  List<SeenFact> list(int limit) {
    List<SeenFact> found = new ArrayList<>();
    if (!silent()) {
      found.addAll(log.list(Place.START, signed(), Grumbles::payment, limit));
      found.addAll(log.list(signed(), Place.END, Grumbles::any, limit - found.size()));
    }
    for (SeenFact call : objections.first()) {
      if (found.size() < limit) {
        found.add(call);
      }
    }
    return found;
  }

  /** The kinds that there are from a time on. Before the signing money off is the price. */
  Set<Kind> since(long micros) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    if (!silent()) {
      Tally later = log.sum(Place.at(micros), Place.END);
      Tally signed = log.sum(Place.at(Math.max(micros, signing.occurredAt())), Place.END);
      for (Kind kind : Kind.values()) {
        if (kind.trait.in(kind == Kind.CONCESSION ? signed : later) > 0) {
          kinds.add(kind);
        }
      }
    }
    if (objections.count() > 0 && objections.lastAt() >= micros) {
      kinds.add(Kind.OBJECTION);
    }
    return kinds;
  }
}

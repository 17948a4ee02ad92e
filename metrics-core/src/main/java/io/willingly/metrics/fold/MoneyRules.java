package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import org.jspecify.annotations.Nullable;

/**
 * Money of one won deal, by currency, in minor units (R16 to R18, R36).
 *
 * @param own the sum of all of the deal's own log
 */
record MoneyRules(
    DealContext context, Tally own, Terms terms, Definition definition, int cohortDay) {
  /** Bits of a trait's bucket that hold the currency. */
  private static final int CURRENCY = (1 << 12) - 1;

  void won(Remorse remorse, @Nullable Vote vote, Tally.Builder tally) {
    refunds(remorse.taken(), tally);
    later(tally);
    Money amount = terms.amount();
    if (amount == null) {
      return;
    }
    int currency = Currencies.numeric(amount.currency());
    tally.add(TallyField.AMOUNT_KNOWN, 1);
    tally.add(TallyField.AMOUNT, currency, amount.minor());
    Money list = terms.listPrice();
    if (list != null && list.currency().equals(amount.currency())) {
      tally.add(TallyField.DISCOUNT_LIST, currency, list.minor());
      tally.add(TallyField.DISCOUNT_AMOUNT, currency, amount.minor());
    }
    tally.add(origin(), currency, amount.minor());
    Integer remorseDay = remorse.day();
    boolean regrets = remorseDay != null && remorseDay <= definition.remorseDays();
    boolean happyKept = !regrets && vote == Vote.YES;
    boolean notHappy = regrets || (vote != null && vote != Vote.YES);
    if (happyKept) {
      tally.add(TallyField.AMOUNT_HAPPY_KEPT, currency, amount.minor());
    } else if (notHappy) {
      tally.add(TallyField.AMOUNT_NOT_HAPPY, currency, amount.minor());
    }
    tally.add(
        happyKept
            ? TallyField.KEPT_180_HAPPY
            : notHappy ? TallyField.KEPT_180_NOT_HAPPY : TallyField.KEPT_180_UNDECIDED,
        currency,
        kept(remorse, amount, 180));
    tally.add(
        happyKept
            ? TallyField.KEPT_365_HAPPY
            : notHappy ? TallyField.KEPT_365_NOT_HAPPY : TallyField.KEPT_365_UNDECIDED,
        currency,
        kept(remorse, amount, 365));
  }

  private TallyField origin() {
    if (context.hasEarlier()) {
      return TallyField.AMOUNT_REPEAT;
    }
    return terms.wordOfMouth() ? TallyField.AMOUNT_REFERRED : TallyField.AMOUNT_NEW;
  }

  /** What is left after the reversals of the first days; one without amount takes all. */
  private long kept(Remorse remorse, Money amount, int days) {
    if (remorse.taken().isZero()) {
      return amount.minor();
    }
    Place end = Place.at(definition.firstMicros(cohortDay + days + 1));
    Tally taken = remorse.reversals().sum(end);
    return blank(taken) > 0 ? 0 : amount.minor() - Math.min(amount.minor(), in(taken, amount));
  }

  /** Reversals without an amount. */
  private static long blank(Tally taken) {
    return sum(taken, Trait.REVERSED, 0, 0) - sum(taken, Trait.REVERSED_IN, 0, 0);
  }

  /** What was taken in the currency of an amount. */
  private static long in(Tally taken, Money amount) {
    return sum(taken, Trait.REVERSED_MONEY, Currencies.numeric(amount.currency()), CURRENCY);
  }

  /** The sum over the buckets that agree with a bucket in the bits of a mask. */
  private static long sum(Tally taken, Trait trait, int bucket, int mask) {
    long sum = 0;
    for (int i = 0; i < taken.size(); i++) {
      int key = taken.keyAt(i);
      if (key >= trait.key(0) && key <= trait.key(0xFFFF) && (key & mask) == bucket) {
        sum = Math.addExact(sum, taken.valueAt(i));
      }
    }
    return sum;
  }

  /**
   * R18: a reversal without amount is full, and refunded money is at most the amount; R17: other
   * currencies are tallied apart.
   */
  private void refunds(Tally taken, Tally.Builder tally) {
    Money amount = terms.amount();
    int own = amount == null ? 0 : Currencies.numeric(amount.currency());
    TallyField apart = amount == null ? TallyField.REFUNDED : TallyField.REFUNDED_OTHER_CURRENCY;
    for (ReversalReason reason : ReversalReason.values()) {
      int first = Trait.REVERSED_MONEY.key(reason, 0);
      add(taken, first, own, apart, tally);
    }
    if (amount != null) {
      long sum = blank(taken) > 0 ? amount.minor() : in(taken, amount);
      tally.add(TallyField.REFUNDED, own, Math.min(amount.minor(), sum));
    }
  }

  /** Adds the money of all currencies but one. */
  private static void add(
      Tally sums, int first, int except, TallyField field, Tally.Builder tally) {
    for (int i = 0; i < sums.size(); i++) {
      int currency = sums.keyAt(i) - first;
      if (currency > 0 && currency <= CURRENCY && currency != except) {
        tally.add(field, currency, sums.valueAt(i));
      }
    }
  }

  private void later(Tally.Builder tally) {
    add(own, Trait.RENEWED_MONEY.key(0), 0, TallyField.RENEWED_AMOUNT, tally);
    add(own, Trait.EXPANDED_MONEY.key(0), 0, TallyField.EXPANDED_AMOUNT, tally);
    if (Trait.CONCESSION.in(own) > 0) {
      // Before the signing money off is the price, not a concession.
      Lifecycle life = context.life();
      Tally signed = life.log().sum(Place.at(life.closedAt()), Place.END);
      add(signed, Trait.CONCESSION_MONEY.key(0), 0, TallyField.CONCESSION_AMOUNT, tally);
    }
  }

  static void lost(
      @Nullable Money amount, boolean customerWon, boolean customerLost, Tally.Builder tally) {
    if (amount == null) {
      return;
    }
    int currency = Currencies.numeric(amount.currency());
    tally.add(TallyField.LOST_AMOUNT, currency, amount.minor());
    if (customerWon) {
      tally.add(TallyField.LOSE_WIN_AMOUNT, currency, amount.minor());
    } else if (customerLost) {
      tally.add(TallyField.LOSE_LOSE_AMOUNT, currency, amount.minor());
    }
  }
}

package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import org.jspecify.annotations.Nullable;

/** Money of one won deal, by currency, in minor units (R16 to R18, R36). */
record MoneyRules(DealContext context, Definition definition, int cohortDay) {

  void won(Remorse remorse, @Nullable Vote vote, Tally.Builder tally) {
    refunds(remorse, tally);
    later(tally);
    Money amount = context.life().amount();
    if (amount == null) {
      return;
    }
    int currency = Currencies.numeric(amount.currency());
    tally.add(TallyField.AMOUNT_KNOWN, 1);
    tally.add(TallyField.AMOUNT, currency, amount.minor());
    Money list = context.life().listPrice();
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
    return context.life().wordOfMouth() ? TallyField.AMOUNT_REFERRED : TallyField.AMOUNT_NEW;
  }

  /** What is left after the takings of the first days; a taking without amount takes all. */
  private static long kept(Remorse remorse, Money amount, int days) {
    long taken = 0;
    for (Remorse.Taking taking : remorse.takings()) {
      if (taking.day() <= days) {
        Money money = taking.amount();
        if (money == null) {
          return 0;
        }
        taken =
            money.currency().equals(amount.currency())
                ? Math.addExact(taken, money.minor())
                : taken;
      }
    }
    return amount.minor() - Math.min(amount.minor(), taken);
  }

  /**
   * R18: a reversal without amount is full, and refunded money is at most the amount; R17: other
   * currencies are tallied apart.
   */
  private void refunds(Remorse remorse, Tally.Builder tally) {
    Money amount = context.life().amount();
    long sum = 0;
    for (Remorse.Taking taking : remorse.takings()) {
      Money money = taking.amount() == null ? amount : taking.amount();
      if (money != null && amount != null && money.currency().equals(amount.currency())) {
        sum = Math.addExact(sum, money.minor());
      } else if (money != null) {
        int currency = Currencies.numeric(money.currency());
        tally.add(
            amount == null ? TallyField.REFUNDED : TallyField.REFUNDED_OTHER_CURRENCY,
            currency,
            money.minor());
      }
    }
    if (amount != null) {
      int currency = Currencies.numeric(amount.currency());
      tally.add(TallyField.REFUNDED, currency, Math.min(amount.minor(), sum));
    }
  }

  private void later(Tally.Builder tally) {
    for (SeenFact fact : context.life().facts()) {
      Content.Deal content = (Content.Deal) fact.content();
      Money money = content.amount();
      TallyField field =
          switch (content.kind()) {
            case RENEWED -> TallyField.RENEWED_AMOUNT;
            case EXPANDED -> TallyField.EXPANDED_AMOUNT;
            // Before the signing money off is the price, not a concession.
            case CONCESSION ->
                fact.occurredAt() >= context.life().closedAt()
                    ? TallyField.CONCESSION_AMOUNT
                    : null;
            default -> null;
          };
      if (field != null && money != null) {
        tally.add(field, Currencies.numeric(money.currency()), money.minor());
      }
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

package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReasonSetBy;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Money;

/**
 * How deals are undone: by a change of mind when that is the deal's fate, else now and then for
 * other reasons, unknown ones, in part, or not in the end. At most one of these per deal, so that
 * the truth stays exact.
 */
final class Reversals {
  private static final long HOUR = 3_600_000L;

  private final Pen pen;
  private final Fate fate;
  private final Dice dice;

  Reversals(Pen pen) {
    this.pen = pen;
    this.fate = pen.fate();
    this.dice = pen.dice();
  }

  void tell() {
    Integer day = fate.takenBackDay();
    if (day != null) {
      takeBack(day);
      return;
    }
    double draw = dice.unit();
    int when = dice.between(1, 100);
    if (draw < 0.012) {
      reverse(DealKind.RETURNED, when, 1, ReversalReason.DEFECT, ReasonSetBy.SUPPORT);
    } else if (draw < 0.020) {
      reverse(DealKind.CANCELLED, when, 1, ReversalReason.UNKNOWN, ReasonSetBy.UNKNOWN);
    } else if (draw < 0.026) {
      reverse(DealKind.REFUNDED, when, 0.2, ReversalReason.BILLING_ERROR, ReasonSetBy.SUPPORT);
    } else if (draw < 0.041) {
      double part = dice.between(0.05, 0.40);
      reverse(DealKind.REFUNDED, when, part, ReversalReason.CHANGE_OF_MIND, ReasonSetBy.REP);
    } else if (draw < 0.043) {
      reverse(DealKind.CHARGED_BACK, when, 1, ReversalReason.FRAUD, ReasonSetBy.SYSTEM);
    } else if (draw < 0.046) {
      reverse(DealKind.CHARGED_BACK, when, 1, ReversalReason.CHANGE_OF_MIND, ReasonSetBy.SYSTEM);
      pen.billing(pen.after(when + 20), pen.step(DealKind.DISPUTE_WON));
    }
  }

  private void takeBack(int day) {
    double draw = dice.unit();
    if (draw < 0.05) {
      changeOfMind(DealKind.CHARGED_BACK, day, 1);
    } else if (fate.product().recurring()) {
      changeOfMind(DealKind.CANCELLED, day, 1);
      if (dice.chance(0.5)) {
        // Billing does not know why; the reason is taken from the cancellation before it (R19).
        reverse(
            DealKind.REFUNDED,
            day + dice.between(1, 6),
            1,
            ReversalReason.UNKNOWN,
            ReasonSetBy.UNKNOWN);
      }
    } else if (draw < 0.60) {
      changeOfMind(DealKind.RETURNED, day, 1);
    } else if (draw < 0.80) {
      changeOfMind(DealKind.REFUNDED, day, 1);
    } else {
      // Two parts; the first passes the half already (R18).
      changeOfMind(DealKind.REFUNDED, day, 0.6);
      changeOfMind(DealKind.REFUNDED, day + dice.between(1, 9), 0.4);
    }
  }

  private void changeOfMind(DealKind kind, int day, double share) {
    reverse(kind, day, share, ReversalReason.CHANGE_OF_MIND, ReasonSetBy.CUSTOMER);
  }

  private void reverse(
      DealKind kind, int day, double share, ReversalReason reason, ReasonSetBy setBy) {
    DealStep step = pen.step(kind).reversal(reason, setBy);
    if (kind == DealKind.REFUNDED || kind == DealKind.CHARGED_BACK) {
      long minor = Math.round(fate.amount().minor() * share);
      step.amount(new Money(minor, fate.amount().currency()));
    }
    // Late in the evening, after an amendment of the same day.
    pen.billing(pen.after(day) + HOUR, step);
  }
}

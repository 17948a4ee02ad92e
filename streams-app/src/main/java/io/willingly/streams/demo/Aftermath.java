package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.RenewalMode;
import io.willingly.metrics.fact.Money;

/** Life with the deal: going live, paying, grumbling, growing, renewing, leaving. */
final class Aftermath {
  private static final double NEW_OWNER = 0.03;
  private static final long HOUR = 3_600_000L;

  private final Pen pen;
  private final Fate fate;
  private final Dice dice;

  Aftermath(Pen pen) {
    this.pen = pen;
    this.fate = pen.fate();
    this.dice = pen.dice();
  }

  void tell() {
    if (dice.chance(0.9)) {
      ifStanding(dice.between(3, 25), pen.step(DealKind.ACTIVATED), false);
    }
    if (fate.rep() != null && dice.chance(NEW_OWNER)) {
      DealStep handedOver = pen.step(DealKind.REASSIGNED).rep(dice.pick(Staff.ACCOUNT_MANAGERS));
      ifStanding(dice.between(5, 200), handedOver, false);
    }
    pay();
    grumble();
    grow();
    if (fate.product().recurring()) {
      renew();
    }
  }

  private void pay() {
    int due = 14;
    boolean late = dice.chance(fate.happy() ? 0.04 : 0.20);
    int paid = late ? dice.between(due + 3, due + 40) : dice.between(1, due);
    if (fate.standsOn(paid)) {
      long when = pen.after(paid);
      long dueAt = pen.calendar().at(pen.calendar().day(fate.closed()) + due, 23, 59);
      pen.billing(when, pen.step(DealKind.PAYMENT).amount(fate.amount()).payment(dueAt, when));
    }
  }

  private void grumble() {
    if (dice.chance(fate.happy() ? 0.01 : 0.10)) {
      ifStanding(dice.between(10, 40), pen.step(DealKind.INVOICE_DISPUTED), true);
    }
    if (dice.chance(fate.happy() ? 0.01 : 0.10)) {
      DealStep concession =
          pen.step(DealKind.CONCESSION).amount(share(dice.between(0.02, 0.10))).rep(fate.repId());
      ifStanding(dice.between(5, 60), concession, false);
    }
  }

  private void grow() {
    if (fate.happy() && dice.chance(0.08)) {
      DealStep more = pen.step(DealKind.EXPANDED).amount(share(dice.between(0.1, 0.5)));
      ifStanding(dice.between(30, 200), more, false);
    } else if (!fate.happy() && dice.chance(0.06)) {
      DealStep less = pen.step(DealKind.DOWNGRADED).amount(share(dice.between(0.3, 0.8)));
      ifStanding(dice.between(40, 200), less, false);
    }
  }

  private void renew() {
    if (dice.chance(fate.happy() ? 0.05 : 0.30)) {
      ifStanding(dice.between(100, 300), pen.step(DealKind.CHURNED), true);
    } else if (dice.chance(0.5)) {
      int term = dice.chance(0.5) ? 90 : 365;
      RenewalMode mode = fate.happy() && dice.chance(0.5) ? RenewalMode.ACTIVE : RenewalMode.AUTO;
      ifStanding(
          term - dice.between(0, 10),
          pen.step(DealKind.RENEWED).amount(fate.amount()).renewal(mode),
          true);
    }
  }

  private Money share(double part) {
    return new Money(Math.round(fate.amount().minor() * part), fate.amount().currency());
  }

  private void ifStanding(int day, DealStep step, boolean billing) {
    if (!fate.standsOn(day)) {
      return;
    }
    if (billing) {
      pen.billing(pen.after(day), step);
    } else {
      pen.crm(pen.after(day) + HOUR, step);
    }
  }
}

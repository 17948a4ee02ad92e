package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.ReferralStep;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.streams.demo.Lead.Kind;
import io.willingly.streams.demo.Lead.Recommended;

/** What a deal leads to: referrals, the next deal, a second chance. */
final class Loyalty {
  private static final double SELF_SERVE_REFERS = 0.05;
  private static final double SELF_SERVE_BUYS_AGAIN = 0.10;
  private static final double NAMES_NO_DEAL = 0.20;
  private static final double SELF_REFERRAL = 0.01;
  private static final double COMES_BACK = 0.10;

  private final Pen pen;
  private final Fate fate;
  private final Floor floor;
  private final Dice dice;

  Loyalty(Pen pen, Floor floor) {
    this.pen = pen;
    this.fate = pen.fate();
    this.floor = floor;
    this.dice = pen.dice();
  }

  void tell() {
    converted();
    long closedDay = pen.calendar().day(fate.closed());
    if (!fate.won()) {
      if (fate.careful() && dice.chance(COMES_BACK)) {
        floor.expect(fate.lead().again(closedDay + dice.between(60, 150)));
      }
      return;
    }
    RepTruth rep = fate.rep();
    if (!fate.happy()) {
      return;
    }
    if (dice.chance(rep == null ? SELF_SERVE_REFERS : rep.refers())) {
      refer();
    }
    double again = rep == null ? SELF_SERVE_BUYS_AGAIN : rep.buysAgain();
    boolean standing = fate.takenBackDay() == null;
    if (standing && fate.lead().kind() != Kind.FRAME_CONTRACT && dice.chance(again)) {
      floor.expect(fate.lead().again(closedDay + dice.between(10, 70)));
    }
  }

  private void refer() {
    int day = dice.between(3, 80);
    String referralId = "F-" + fate.dealId().substring(2);
    long made = pen.after(day);
    boolean himself = dice.chance(SELF_REFERRAL);
    String party = himself ? fate.customerId() : floor.newCustomer();
    send(referralId, ReferralStep.MADE, made, party);
    if (himself) {
      return;
    }
    if (dice.chance(0.6)) {
      send(referralId, ReferralStep.QUALIFIED, pen.after(day + dice.between(1, 9)), party);
      long opens = pen.calendar().day(made) + dice.between(10, 30);
      Recommended by = new Recommended(fate.customerId(), referralId);
      floor.expect(new Lead(opens, party, fate.rep(), Kind.FRESH, by));
    }
  }

  private void send(String referralId, ReferralStep step, long when, String party) {
    pen.send(
        Family.REFERRAL,
        Source.REFERRALS,
        referralId + ":" + step.ordinal(),
        when,
        new Content.Referral(
            step, referralId, dice.chance(NAMES_NO_DEAL) ? null : fate.dealId(), party, null),
        0);
  }

  /** The deal itself came from a referral: its win is told under the referrer's key. */
  private void converted() {
    Recommended by = fate.lead().referral();
    if (by == null || !fate.won()) {
      return;
    }
    pen.post()
        .send(
            new FactId(
                Family.REFERRAL,
                Source.REFERRALS,
                by.referralId() + ":" + ReferralStep.CONVERTED.ordinal()),
            by.customerId(),
            fate.closed(),
            new Content.Referral(
                ReferralStep.CONVERTED, by.referralId(), null, fate.customerId(), fate.dealId()),
            0);
  }
}

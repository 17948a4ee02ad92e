package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content.Credit;
import io.willingly.metrics.fact.Content.CreditRole;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.LossReason;
import io.willingly.metrics.fact.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the first meeting to the signature, or to the loss. */
final class DealStory {
  private static final double TAKEN_OVER = 0.04;
  private static final double REOPENED = 0.01;
  private static final double MISTAKEN_ENTRY = 0.004;
  private static final double WITHOUT_CREDITS = 0.10;
  private static final double MISTYPED_PRICE = 0.04;
  private static final double WITH_SDR = 0.30;
  private static final double WITH_ENGINEER = 0.15;

  private final Pen pen;
  private final Fate fate;
  private final Dice dice;

  DealStory(Pen pen) {
    this.pen = pen;
    this.fate = pen.fate();
    this.dice = pen.dice();
  }

  void tell() {
    open();
    if (fate.won()) {
      win();
    } else if (dice.chance(MISTAKEN_ENTRY)) {
      pen.crm(fate.closed(), pen.step(DealKind.DELETED));
    } else {
      lose();
    }
  }

  private void open() {
    boolean takenOver = fate.rep() != null && dice.chance(TAKEN_OVER);
    String owner = takenOver ? colleague() : fate.repId();
    Lead.Recommended referral = fate.lead().referral();
    pen.crm(
        fate.opened(),
        pen.step(DealKind.OPENED)
            .amount(fate.list())
            .product(fate.product())
            .cameFrom(fate.lead().origin(), referral == null ? null : referral.customerId())
            .rep(owner));
    if (fate.rep() == null) {
      return;
    }
    pen.crm(pen.before(0.3), pen.step(DealKind.STAGE_CHANGED).stage("needs understood").rep(owner));
    if (takenOver) {
      pen.crm(pen.before(0.4), pen.step(DealKind.REASSIGNED).rep(fate.repId()));
    }
    if (fate.won()) {
      pen.crm(
          pen.before(0.7), pen.step(DealKind.STAGE_CHANGED).stage("proposal").rep(fate.repId()));
    }
  }

  private void win() {
    if (fate.rep() != null && dice.chance(REOPENED)) {
      pen.crm(pen.before(0.8), pen.step(DealKind.LOST).loss(LossReason.NO_DECISION));
      pen.crm(pen.before(0.9), pen.step(DealKind.REOPENED).rep(fate.repId()));
    }
    boolean mistyped = dice.chance(MISTYPED_PRICE);
    long signed = mistyped ? fate.amount().minor() * 9 / 10 : fate.amount().minor();
    boolean bare = fate.rep() == null || dice.chance(WITHOUT_CREDITS);
    pen.crm(
        fate.closed(),
        pen.step(DealKind.WON)
            .amount(new Money(signed, fate.amount().currency()))
            .listPrice(fate.list())
            .product(fate.product())
            .rep(fate.repId())
            .credits(bare ? List.of() : credits(fate.repId())));
    if (mistyped) {
      pen.crm(
          fate.closed() + 10 * 60_000,
          pen.step(DealKind.AMENDED).amount(fate.amount()).listPrice(fate.list()));
    }
  }

  private List<Credit> credits(@Nullable String closer) {
    List<Credit> credits = new ArrayList<>();
    if (closer == null) {
      return credits;
    }
    int rest = 10_000;
    if (dice.chance(WITH_SDR)) {
      credits.add(new Credit(colleague(), CreditRole.SDR, 2_000, false));
      rest -= 2_000;
    }
    if (dice.chance(WITH_ENGINEER)) {
      credits.add(new Credit(dice.pick(Staff.ENGINEERS), CreditRole.ENGINEER, 1_500, false));
      rest -= 1_500;
    }
    credits.add(new Credit(closer, CreditRole.CLOSER, rest, true));
    return credits;
  }

  private String colleague() {
    return dice.pick(Staff.LEAD_DEVELOPERS);
  }

  private void lose() {
    LossReason reason =
        fate.careful() && dice.chance(0.12)
            ? LossReason.WE_ADVISED_AGAINST
            : dice.pick(
                List.of(
                    LossReason.PRICE,
                    LossReason.COMPETITOR,
                    LossReason.NO_DECISION,
                    LossReason.NO_DECISION,
                    LossReason.OTHER));
    pen.crm(
        fate.closed(), pen.step(DealKind.LOST).loss(reason).amount(fate.list()).rep(fate.repId()));
  }
}

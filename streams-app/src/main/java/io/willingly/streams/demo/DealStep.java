package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Credit;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.LossReason;
import io.willingly.metrics.fact.Content.Origin;
import io.willingly.metrics.fact.Content.ReasonSetBy;
import io.willingly.metrics.fact.Content.RenewalMode;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the few things one step of a deal says; the rest stays unsaid. */
final class DealStep {
  private final DealKind kind;
  private final String dealId;
  private @Nullable Money amount;
  private @Nullable Money listPrice;
  private @Nullable Product product;
  private @Nullable ReversalReason reversalReason;
  private @Nullable ReasonSetBy reasonSetBy;
  private @Nullable LossReason lossReason;
  private @Nullable RenewalMode renewalMode;
  private @Nullable Origin origin;
  private @Nullable String referredBy;
  private @Nullable String repId;
  private @Nullable String stage;
  private @Nullable Long dueAt;
  private @Nullable Long paidAt;
  private List<Credit> credits = List.of();

  DealStep(DealKind kind, String dealId) {
    this.kind = kind;
    this.dealId = dealId;
  }

  DealKind kind() {
    return kind;
  }

  DealStep amount(Money value) {
    amount = value;
    return this;
  }

  DealStep listPrice(Money value) {
    listPrice = value;
    return this;
  }

  DealStep product(Product value) {
    product = value;
    return this;
  }

  DealStep reversal(ReversalReason reason, ReasonSetBy setBy) {
    reversalReason = reason;
    reasonSetBy = setBy;
    return this;
  }

  DealStep loss(LossReason reason) {
    lossReason = reason;
    return this;
  }

  DealStep renewal(RenewalMode mode) {
    renewalMode = mode;
    return this;
  }

  DealStep cameFrom(Origin value, @Nullable String referrer) {
    origin = value;
    referredBy = referrer;
    return this;
  }

  DealStep rep(@Nullable String value) {
    repId = value;
    return this;
  }

  DealStep stage(String value) {
    stage = value;
    return this;
  }

  /** Due and paid, in milliseconds since the epoch. */
  DealStep payment(long due, long paid) {
    dueAt = due * 1000;
    paidAt = paid * 1000;
    return this;
  }

  DealStep credits(List<Credit> value) {
    credits = value;
    return this;
  }

  Content.Deal build() {
    return new Content.Deal(
        kind,
        dealId,
        amount,
        listPrice,
        product == null ? null : product.line(),
        product == null ? null : product.recurring(),
        reversalReason,
        reasonSetBy,
        lossReason,
        renewalMode,
        origin,
        referredBy,
        repId,
        stage,
        dueAt,
        paidAt,
        credits);
  }
}

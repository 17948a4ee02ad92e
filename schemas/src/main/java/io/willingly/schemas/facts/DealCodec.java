package io.willingly.schemas.facts;

import io.willingly.event.Credit;
import io.willingly.event.CreditRole;
import io.willingly.event.DealEvent;
import io.willingly.event.DealKind;
import io.willingly.event.LossReason;
import io.willingly.event.Origin;
import io.willingly.event.ReasonSetBy;
import io.willingly.event.RenewalMode;
import io.willingly.event.ReversalReason;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deal events. */
final class DealCodec {
  private static final EnumBridge<DealKind, Content.DealKind> KINDS =
      new EnumBridge<>(DealKind.class, Content.DealKind.class);
  private static final EnumBridge<ReversalReason, Content.ReversalReason> REVERSALS =
      new EnumBridge<>(ReversalReason.class, Content.ReversalReason.class);
  private static final EnumBridge<ReasonSetBy, Content.ReasonSetBy> SETTERS =
      new EnumBridge<>(ReasonSetBy.class, Content.ReasonSetBy.class);
  private static final EnumBridge<LossReason, Content.LossReason> LOSSES =
      new EnumBridge<>(LossReason.class, Content.LossReason.class);
  private static final EnumBridge<RenewalMode, Content.RenewalMode> RENEWALS =
      new EnumBridge<>(RenewalMode.class, Content.RenewalMode.class);
  private static final EnumBridge<Origin, Content.Origin> ORIGINS =
      new EnumBridge<>(Origin.class, Content.Origin.class);
  private static final EnumBridge<CreditRole, Content.CreditRole> ROLES =
      new EnumBridge<>(CreditRole.class, Content.CreditRole.class);

  private DealCodec() {}

  static FactReading toFact(DealEvent event, Delivery delivery) {
    Content.DealKind kind = KINDS.toDomain(event.getKind());
    if (kind == null) {
      return Envelope.unreadable(
          event,
          Reason.UNKNOWN_KIND,
          "kind",
          "a kind of deal event that this version does not know");
    }
    return Envelope.read(event, Family.DEAL, delivery, content(event, kind));
  }

  private static Content.Deal content(DealEvent event, Content.DealKind kind) {
    return new Content.Deal(
        kind,
        event.getDealId(),
        money(event.getAmount()),
        money(event.getListPrice()),
        event.getProductLine(),
        event.getRecurring(),
        REVERSALS.toDomain(event.getReversalReason()),
        SETTERS.toDomain(event.getReasonSetBy()),
        LOSSES.toDomain(event.getLossReason()),
        RENEWALS.toDomain(event.getRenewalMode()),
        ORIGINS.toDomain(event.getOrigin()),
        event.getReferredByCustomerId(),
        event.getRepId(),
        event.getStage(),
        Micros.ofNullable(event.getDueAt()),
        Micros.ofNullable(event.getPaidAt()),
        credits(event.getCredits()));
  }

  static DealEvent toEvent(Fact fact, Content.Deal deal) {
    DealEvent event = Envelope.write(new DealEvent(), fact);
    event.setKind(KINDS.toAvro(deal.kind()));
    event.setDealId(deal.dealId());
    event.setAmount(money(deal.amount()));
    event.setListPrice(money(deal.listPrice()));
    event.setProductLine(deal.productLine());
    event.setRecurring(deal.recurring());
    event.setReversalReason(REVERSALS.toAvroOrNull(deal.reversalReason()));
    event.setReasonSetBy(SETTERS.toAvroOrNull(deal.reasonSetBy()));
    event.setLossReason(LOSSES.toAvroOrNull(deal.lossReason()));
    event.setRenewalMode(RENEWALS.toAvroOrNull(deal.renewalMode()));
    event.setOrigin(ORIGINS.toAvroOrNull(deal.origin()));
    event.setReferredByCustomerId(deal.referredByCustomerId());
    event.setRepId(deal.repId());
    event.setStage(deal.stage());
    event.setDueAt(Micros.toInstantOrNull(deal.dueAt()));
    event.setPaidAt(Micros.toInstantOrNull(deal.paidAt()));
    event.setCredits(deal.credits().stream().map(DealCodec::credit).toList());
    return event;
  }

  private static List<Content.Credit> credits(List<Credit> credits) {
    List<Content.Credit> read = new ArrayList<>(credits.size());
    for (Credit credit : credits) {
      Content.CreditRole role = ROLES.toDomain(credit.getRole());
      read.add(
          new Content.Credit(
              credit.getRepId(),
              role == null ? Content.CreditRole.OTHER : role,
              credit.getShareBasisPoints(),
              credit.getPrimary()));
    }
    return read;
  }

  private static Credit credit(Content.Credit credit) {
    return new Credit(
        credit.repId(), ROLES.toAvro(credit.role()), credit.shareBasisPoints(), credit.primary());
  }

  private static @Nullable Money money(io.willingly.event.@Nullable Money money) {
    return money == null ? null : new Money(money.getMinor(), money.getCurrency());
  }

  private static io.willingly.event.@Nullable Money money(@Nullable Money money) {
    return money == null ? null : new io.willingly.event.Money(money.minor(), money.currency());
  }
}

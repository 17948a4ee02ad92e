package io.willingly.schemas.facts;

import io.willingly.event.ReferralEvent;
import io.willingly.event.ReferralStep;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.fold.Reason;

/** Referral events. */
final class ReferralCodec {
  private static final EnumBridge<ReferralStep, Content.ReferralStep> STEPS =
      new EnumBridge<>(ReferralStep.class, Content.ReferralStep.class);

  private ReferralCodec() {}

  static FactReading toFact(ReferralEvent event, Delivery delivery) {
    Content.ReferralStep step = STEPS.toDomain(event.getStep());
    if (step == null) {
      return new FactReading.Unreadable(
          Reason.UNKNOWN_KIND,
          event.getSource(),
          event.getEventId(),
          "step",
          "a referral step that this version does not know");
    }
    return new FactReading.Read(
        new Fact(
            new FactId(Family.REFERRAL, event.getSource(), event.getEventId()),
            new Version(event.getRevision(), event.getMappingVersion()),
            event.getRetracted(),
            Micros.of(event.getOccurredAt()),
            event.getCustomerId(),
            delivery,
            new Content.Referral(
                step,
                event.getReferralId(),
                event.getDealId(),
                event.getReferredParty(),
                event.getConvertedDealId())));
  }

  static ReferralEvent toEvent(Fact fact, Content.Referral referral) {
    ReferralEvent event = new ReferralEvent();
    event.setSource(fact.id().source());
    event.setEventId(fact.id().eventId());
    event.setRevision(fact.version().revision());
    event.setMappingVersion(fact.version().mappingVersion());
    event.setRetracted(fact.retracted());
    event.setOccurredAt(Micros.toInstant(fact.occurredAt()));
    event.setCustomerId(fact.customerId());
    event.setStep(STEPS.toAvro(referral.step()));
    event.setReferralId(referral.referralId());
    event.setDealId(referral.dealId());
    event.setReferredParty(referral.referredParty());
    event.setConvertedDealId(referral.convertedDealId());
    return event;
  }
}

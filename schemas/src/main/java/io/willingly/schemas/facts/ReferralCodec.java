package io.willingly.schemas.facts;

import io.willingly.event.ReferralEvent;
import io.willingly.event.ReferralStep;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Reason;

/** Referral events. */
final class ReferralCodec {
  private static final EnumBridge<ReferralStep, Content.ReferralStep> STEPS =
      new EnumBridge<>(ReferralStep.class, Content.ReferralStep.class);

  private ReferralCodec() {}

  static FactReading toFact(ReferralEvent event, Delivery delivery) {
    Content.ReferralStep step = STEPS.toDomain(event.getStep());
    if (step == null) {
      return Envelope.unreadable(
          event, Reason.UNKNOWN_KIND, "step", "a referral step that this version does not know");
    }
    return Envelope.read(
        event,
        Family.REFERRAL,
        delivery,
        new Content.Referral(
            step,
            event.getReferralId(),
            event.getDealId(),
            event.getReferredParty(),
            event.getConvertedDealId()));
  }

  static ReferralEvent toEvent(Fact fact, Content.Referral referral) {
    ReferralEvent event = Envelope.write(new ReferralEvent(), fact);
    event.setStep(STEPS.toAvro(referral.step()));
    event.setReferralId(referral.referralId());
    event.setDealId(referral.dealId());
    event.setReferredParty(referral.referredParty());
    event.setConvertedDealId(referral.convertedDealId());
    return event;
  }
}

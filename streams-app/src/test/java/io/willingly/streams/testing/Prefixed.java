package io.willingly.streams.testing;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import org.jspecify.annotations.Nullable;

/** Facts of a world of their own, so that many scenarios fit in one run. */
record Prefixed(String prefix) {

  Fact fact(Fact fact) {
    return new Fact(
        new FactId(fact.family(), of(fact.id().source()), fact.id().eventId()),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        of(fact.customerId()),
        fact.delivery(),
        content(fact.content()));
  }

  private Content content(Content content) {
    if (content instanceof Content.Deal deal) {
      return new Content.Deal(
          deal.kind(),
          of(deal.dealId()),
          deal.amount(),
          deal.listPrice(),
          deal.productLine(),
          deal.recurring(),
          deal.reversalReason(),
          deal.reasonSetBy(),
          deal.lossReason(),
          deal.renewalMode(),
          deal.origin(),
          orNull(deal.referredByCustomerId()),
          orNull(deal.repId()),
          deal.stage(),
          deal.dueAt(),
          deal.paidAt(),
          deal.credits().stream()
              .map(
                  c ->
                      new Content.Credit(
                          of(c.repId()), c.role(), c.shareBasisPoints(), c.primary()))
              .toList());
    }
    if (content instanceof Content.Call call) {
      return new Content.Call(
          call.callId(),
          orNull(call.dealId()),
          orNull(call.repId()),
          call.startedBy(),
          call.durationMillis(),
          call.repSpeechMillis(),
          call.customerSpeechMillis(),
          call.longestMonologueMillis(),
          call.patienceMillis(),
          call.speakerSwitches(),
          call.interruptions(),
          call.repQuestions(),
          call.caring(),
          call.priceObjections(),
          call.aggressiveCues(),
          call.directiveCues(),
          call.nextStepAgreed());
    }
    if (content instanceof Content.Survey survey) {
      return new Content.Survey(
          survey.step(),
          survey.surveyId(),
          survey.kind(),
          orNull(survey.dealId()),
          survey.respondentId(),
          survey.respondentRole(),
          survey.answers(),
          survey.comment(),
          survey.origin());
    }
    if (content instanceof Content.Referral referral) {
      return new Content.Referral(
          referral.step(),
          referral.referralId(),
          orNull(referral.dealId()),
          orNull(referral.referredParty()),
          orNull(referral.convertedDealId()));
    }
    if (content instanceof Content.Rep rep) {
      return new Content.Rep(
          of(rep.repId()),
          rep.name(),
          orNull(rep.team()),
          rep.region(),
          rep.role(),
          rep.segment(),
          rep.hiredOn(),
          rep.effectiveFrom());
    }
    return content;
  }

  String of(String id) {
    return prefix + id;
  }

  private @Nullable String orNull(@Nullable String id) {
    return id == null ? null : of(id);
  }
}

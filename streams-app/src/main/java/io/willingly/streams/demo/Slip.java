package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may become of a fact on its way. */
record Slip(Fact fact) {
  private static final long TEN_DAYS = 10 * 24 * 3_600_000L;

  Fact at(long arrival) {
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        new Delivery(arrival, fact.delivery().run()),
        fact.content());
  }

  /** The same copy, later. */
  Fact delayed(long millis) {
    return at(fact.delivery().arrival() + millis);
  }

  /** The source's next revision, with the right content. */
  Fact revised(long laterMillis) {
    return versioned(laterMillis, false);
  }

  /** The source takes it back. */
  Fact withdrawn(long laterMillis) {
    return versioned(laterMillis, true);
  }

  private Fact versioned(long laterMillis, boolean retracted) {
    return new Fact(
        fact.id(),
        new Version(fact.version().revision() + laterMillis, fact.version().mappingVersion()),
        retracted,
        fact.occurredAt(),
        fact.customerId(),
        new Delivery(fact.delivery().arrival() + laterMillis, fact.delivery().run()),
        fact.content());
  }

  /** Sent once more under an id of its own. */
  Fact copiedAs(String suffix) {
    FactId id = fact.id();
    return new Fact(
        new FactId(id.family(), id.source(), id.eventId() + ":" + suffix),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        fact.delivery(),
        fact.content());
  }

  /** A typing error in the content, or nothing where there is nothing to mistype. */
  Fact wrong() {
    Content content = fact.content();
    if (content instanceof Content.Deal deal) {
      Money amount = deal.amount();
      return amount == null
          ? with(withStage(deal, "mistyped"))
          : with(withAmount(deal, new Money(amount.minor() * 10, amount.currency())));
    }
    if (content instanceof Content.Survey survey) {
      return with(
          new Content.Survey(
              survey.step(),
              survey.surveyId(),
              survey.kind(),
              survey.dealId(),
              survey.respondentId(),
              survey.respondentRole(),
              survey.answers(),
              "entered for somebody else",
              survey.origin()));
    }
    if (content instanceof Content.Referral referral) {
      return with(
          new Content.Referral(
              referral.step(),
              referral.referralId(),
              referral.dealId(),
              "misspelt",
              referral.convertedDealId()));
    }
    return fact.content() instanceof Content.Call call ? with(withoutAnalysis(call)) : fact;
  }

  /** What no rule lets through: a currency that is none, or a time yet to come. */
  Fact malformed() {
    if (fact.content() instanceof Content.Deal deal && deal.kind() == DealKind.WON) {
      return with(withAmount(deal, new Money(1, "EURO")));
    }
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        (fact.delivery().arrival() + TEN_DAYS) * 1000,
        fact.customerId(),
        fact.delivery(),
        fact.content());
  }

  private Fact with(Content content) {
    return new Fact(
        fact.id(),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        fact.delivery(),
        content);
  }

  private static Content.Deal withAmount(Content.Deal deal, Money amount) {
    return copy(deal, amount, deal.stage());
  }

  private static Content.Deal withStage(Content.Deal deal, String stage) {
    return copy(deal, deal.amount(), stage);
  }

  private static Content.Deal copy(
      Content.Deal deal, @Nullable Money amount, @Nullable String stage) {
    return new Content.Deal(
        deal.kind(),
        deal.dealId(),
        amount,
        deal.listPrice(),
        deal.productLine(),
        deal.recurring(),
        deal.reversalReason(),
        deal.reasonSetBy(),
        deal.lossReason(),
        deal.renewalMode(),
        deal.origin(),
        deal.referredByCustomerId(),
        deal.repId(),
        stage,
        deal.dueAt(),
        deal.paidAt(),
        deal.credits());
  }

  /** The recording came before its analysis. */
  private static Content.Call withoutAnalysis(Content.Call call) {
    return new Content.Call(
        call.callId(),
        call.dealId(),
        call.repId(),
        call.startedBy(),
        call.durationMillis(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        null,
        null,
        null);
  }
}

package io.willingly.endtoend;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.Credit;
import io.willingly.metrics.fact.Content.CreditRole;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens between a rep and his customers, each with one deal of the customer's name. */
record Sales(String rep) {

  Fact won(String customer, String day) {
    Content deal =
        deal(
            customer,
            DealKind.WON,
            null,
            List.of(new Credit(rep, CreditRole.CLOSER, 10_000, true)));
    return fact(Family.DEAL, "won-" + customer, 1, false, customer, day, day, deal);
  }

  /** The deal was a mistake of the source. */
  Fact wonWithdrawn(String customer, String day, String arrival) {
    Content deal = deal(customer, DealKind.WON, null, List.of());
    return fact(Family.DEAL, "won-" + customer, 2, true, customer, day, arrival, deal);
  }

  Fact refunded(String customer, String day, String arrival) {
    Content deal = deal(customer, DealKind.REFUNDED, ReversalReason.CHANGE_OF_MIND, List.of());
    return fact(Family.DEAL, "refund-" + customer, 1, false, customer, day, arrival, deal);
  }

  Fact answered(String customer, int happyWithPrice, String day) {
    Content survey =
        new Content.Survey(
            SurveyStep.ANSWERED,
            "survey-" + customer,
            SurveyKind.PURCHASE,
            "deal-" + customer,
            null,
            RespondentRole.PAYER_OR_SIGNER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Answer(happyWithPrice, 1, 5)),
            null,
            null);
    return fact(Family.SURVEY, "answer-" + customer, 1, false, customer, day, day, survey);
  }

  Fact erased(String customer, String day) {
    return fact(
        Family.ERASURE, "erase-" + customer, 1, false, customer, day, day, new Content.Erasure());
  }

  private static Content deal(
      String customer, DealKind kind, @Nullable ReversalReason reason, List<Credit> credits) {
    return new Content.Deal(
        kind,
        "deal-" + customer,
        new Money(125_000, "EUR"),
        null,
        "kitchens",
        false,
        reason,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        credits);
  }

  private static Fact fact(
      Family family,
      String eventId,
      long revision,
      boolean retracted,
      String customer,
      String day,
      String arrival,
      Content content) {
    return new Fact(
        new FactId(family, "crm", eventId),
        new Version(revision, 1),
        retracted,
        noon(day).getEpochSecond() * 1_000_000,
        customer,
        new Fact.Delivery(noon(arrival).toEpochMilli(), 0),
        content);
  }

  private static Instant noon(String day) {
    return Instant.parse(day + "T12:00:00Z");
  }
}

package io.willingly.benchmarks;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.Deal;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReferralStep;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Histories of one customer of any length, a fact an hour, each arriving as it occurs. */
enum Account {
  /** Ten facts a deal: calls, surveys and a referral around it. */
  MANY_DEALS {
    @Override
    Content content(int n) {
      String deal = "deal-" + n / 10;
      return switch (n % 10) {
        case 0 -> deal(DealKind.OPENED, deal);
        case 1, 2 -> call(n, deal);
        case 3 -> call(n, null);
        case 4 -> deal(DealKind.STAGE_CHANGED, deal);
        case 5 -> deal(DealKind.WON, deal);
        case 6 -> survey(n, deal, SurveyStep.DELIVERED);
        case 7 -> survey(n - 1, deal, SurveyStep.ANSWERED);
        case 8 -> survey(n, null, SurveyStep.DELIVERED);
        default ->
            new Content.Referral(ReferralStep.MADE, "referral-" + n, null, "party-" + n, null);
      };
    }
  },
  /** All calls name one deal, signed on the second day. */
  ONE_DEAL_OF_CALLS {
    @Override
    Content content(int n) {
      return signing(n) ? deal(n == 0 ? DealKind.OPENED : DealKind.WON, "deal") : call(n, "deal");
    }
  },
  /** Calls of no deal around one signed deal. */
  FLOATING_CALLS {
    @Override
    Content content(int n) {
      return signing(n) ? deal(n == 0 ? DealKind.OPENED : DealKind.WON, "deal") : call(n, null);
    }
  },
  /** Answered surveys of one deal, each from another respondent. */
  ONE_DEAL_OF_SURVEYS {
    @Override
    Content content(int n) {
      return signing(n)
          ? deal(n == 0 ? DealKind.OPENED : DealKind.WON, "deal")
          : survey(n, "deal", SurveyStep.ANSWERED);
    }
  },
  /** Payments of one deal: its own log. */
  ONE_DEAL_OF_PAYMENTS {
    @Override
    Content content(int n) {
      return deal(n == 0 ? DealKind.OPENED : n == 1 ? DealKind.WON : DealKind.PAYMENT, "deal");
    }
  };

  private static final long HOUR_MILLIS = 3_600_000;
  private static final long START_MILLIS = 1_420_070_400_000L;
  private static final int SIGNED_AFTER = 24;

  abstract Content content(int n);

  /** The fact with that number, from 0. */
  Fact fact(int n) {
    Content content = content(n);
    long at = START_MILLIS + n * HOUR_MILLIS;
    return new Fact(
        new FactId(family(content), "benchmark", "event-" + n),
        new Version(1, 1),
        false,
        at * 1_000,
        "customer",
        new Fact.Delivery(at + 1_000, 0),
        content);
  }

  private static boolean signing(int n) {
    return n == 0 || n == SIGNED_AFTER;
  }

  private static Family family(Content content) {
    return content instanceof Deal
        ? Family.DEAL
        : content instanceof Content.Call
            ? Family.CALL
            : content instanceof Content.Survey ? Family.SURVEY : Family.REFERRAL;
  }

  private static Deal deal(DealKind kind, String dealId) {
    Money amount = new Money(10_000, "EUR");
    return new Deal(
        kind, dealId, amount, null, "line", false, null, null, null, null, null, null, "rep-1",
        null, null, null, List.of());
  }

  private static Content.Call call(int n, @Nullable String dealId) {
    return new Content.Call(
        "call-" + n,
        dealId,
        "rep-1",
        null,
        1_800_000L,
        600_000L,
        900_000L,
        60_000L,
        900L,
        40,
        3,
        9,
        Map.of(),
        0,
        0,
        0,
        true);
  }

  private static Content.Survey survey(int n, @Nullable String dealId, SurveyStep step) {
    Answer yes = new Answer(5, 1, 5);
    return new Content.Survey(
        step,
        "survey-" + n,
        SurveyKind.PURCHASE,
        dealId,
        "respondent-" + n,
        RespondentRole.USER,
        step == SurveyStep.ANSWERED
            ? Map.of(SurveyItem.HAPPY_WITH_PRICE, yes, SurveyItem.WOULD_PAY_AGAIN, yes)
            : Map.of(),
        null,
        null);
  }
}

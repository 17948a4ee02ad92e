package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks of a decoded fact that need nothing but the fact (R9, R17, R74). No wall clock. */
public final class FactChecks {
  /** 2000-01-01T00:00Z, in microseconds. */
  private static final long EARLIEST = 946_684_800_000_000L;

  private static final long FUTURE_MILLIS = 5 * 60_000L;

  /** Keeps sums of thousands of the largest deals within a long. */
  private static final long MAX_MINOR = 1_000_000_000_000_000L;

  private static final int MAX_COMMENT = 4096;

  /** What is wrong, where, and what to do. */
  public record Problem(Reason reason, String field, String message) {}

  private FactChecks() {}

  /** Returns the first problem, or null when the fact is good. */
  public static @Nullable Problem check(Fact fact) {
    if (fact.delivery().arrival() < 0) {
      return new Problem(Reason.BAD_TIMESTAMP, "timestamp", "the record timestamp is negative");
    }
    if (fact.id().source().isEmpty()) {
      return missing("source");
    }
    if (fact.id().eventId().isEmpty()) {
      return missing("eventId");
    }
    if (fact.customerId().isEmpty()) {
      return missing("customerId");
    }
    if (fact.occurredAt() / 1000 > fact.delivery().arrival() + FUTURE_MILLIS) {
      return new Problem(
          Reason.FUTURE,
          "occurredAt",
          "it occurred more than 5 minutes after it arrived; check the unit and the clock");
    }
    if (fact.occurredAt() < EARLIEST) {
      return range("occurredAt", "it lies before 2000-01-01; check the unit");
    }
    Content content = fact.content();
    if (content instanceof Content.Deal deal) {
      return deal(deal);
    }
    if (content instanceof Content.Call call) {
      return call(call);
    }
    if (content instanceof Content.Survey survey) {
      return survey(survey);
    }
    if (content instanceof Content.Referral referral) {
      return referral.referralId().isEmpty()
          ? missing("referralId")
          : optional("dealId", referral.dealId());
    }
    if (content instanceof Content.Rep rep) {
      return rep.repId().isEmpty() ? missing("repId") : optional("team", rep.team());
    }
    return null;
  }

  private static @Nullable Problem deal(Content.Deal deal) {
    if (deal.dealId().isEmpty()) {
      return missing("dealId");
    }
    Problem problem = optional("repId", deal.repId());
    problem =
        problem == null ? optional("referredByCustomerId", deal.referredByCustomerId()) : problem;
    problem = problem == null ? money("amount", deal.amount()) : problem;
    problem = problem == null ? money("listPrice", deal.listPrice()) : problem;
    return problem == null ? credits(deal.credits()) : problem;
  }

  private static @Nullable Problem money(String field, @Nullable Money money) {
    if (money == null) {
      return null;
    }
    if (!Currencies.known(money.currency())) {
      return new Problem(
          Reason.BAD_CURRENCY,
          field,
          "'" + money.currency() + "' is not a currency code of ISO 4217");
    }
    return money.minor() < 0 || money.minor() > MAX_MINOR
        ? range(field, money.minor() + " is not between 0 and " + MAX_MINOR + " minor units")
        : null;
  }

  private static @Nullable Problem credits(List<Content.Credit> credits) {
    int primaries = 0;
    for (Content.Credit credit : credits) {
      primaries += credit.primary() ? 1 : 0;
      if (credit.repId().isEmpty()) {
        return new Problem(Reason.BAD_CREDITS, "credits", "a credit names no rep");
      }
      if (credit.shareBasisPoints() < 0 || credit.shareBasisPoints() > 10_000) {
        return new Problem(
            Reason.BAD_CREDITS,
            "credits",
            "a share of " + credit.shareBasisPoints() + " basis points is not in 0 to 10000");
      }
    }
    return credits.isEmpty() || primaries == 1
        ? null
        : new Problem(
            Reason.BAD_CREDITS, "credits", primaries + " primaries; exactly one carries the deal");
  }

  private static @Nullable Problem survey(Content.Survey survey) {
    String comment = survey.comment();
    if (comment != null && comment.length() > MAX_COMMENT) {
      return new Problem(Reason.TOO_LARGE, "comment", "longer than 4096 characters; cut it");
    }
    if (survey.surveyId().isEmpty()) {
      return missing("surveyId");
    }
    Problem problem = optional("dealId", survey.dealId());
    return problem == null ? optional("origin", survey.origin()) : problem;
  }

  private static @Nullable Problem call(Content.Call call) {
    if (call.callId().isEmpty()) {
      return missing("callId");
    }
    Problem problem = optional("repId", call.repId());
    problem = problem == null ? optional("dealId", call.dealId()) : problem;
    problem = problem == null ? duration("durationMillis", call.durationMillis()) : problem;
    problem = problem == null ? duration("repSpeechMillis", call.repSpeechMillis()) : problem;
    problem =
        problem == null ? duration("customerSpeechMillis", call.customerSpeechMillis()) : problem;
    problem =
        problem == null
            ? duration("longestMonologueMillis", call.longestMonologueMillis())
            : problem;
    problem = problem == null ? duration("patienceMillis", call.patienceMillis()) : problem;
    problem = problem == null ? count("speakerSwitches", call.speakerSwitches()) : problem;
    problem = problem == null ? count("interruptions", call.interruptions()) : problem;
    problem = problem == null ? count("repQuestions", call.repQuestions()) : problem;
    problem = problem == null ? count("priceObjections", call.priceObjections()) : problem;
    problem = problem == null ? count("aggressiveCues", call.aggressiveCues()) : problem;
    return problem == null ? count("directiveCues", call.directiveCues()) : problem;
  }

  private static @Nullable Problem duration(String field, @Nullable Long millis) {
    return millis == null || (millis >= 0 && millis <= 7 * 86_400_000L)
        ? null
        : range(field, millis + " ms is not between 0 and a week; check the unit");
  }

  private static @Nullable Problem count(String field, @Nullable Integer count) {
    return count == null || (count >= 0 && count <= 1_000_000)
        ? null
        : range(field, count + " is not between 0 and 1000000");
  }

  /** An id the source may leave out; empty it would be a rep, a team or a deal without a name. */
  private static @Nullable Problem optional(String field, @Nullable String id) {
    return id == null || !id.isEmpty()
        ? null
        : new Problem(
            Reason.MISSING_FIELD, field, "it is empty; leave it out if the source does not say");
  }

  private static Problem missing(String field) {
    return new Problem(Reason.MISSING_FIELD, field, "it is empty; the mapping must set it");
  }

  private static Problem range(String field, String message) {
    return new Problem(Reason.RANGE, field, message);
  }
}

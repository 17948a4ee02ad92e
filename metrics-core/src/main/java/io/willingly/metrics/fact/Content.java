package io.willingly.metrics.fact;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fact says. A null component means the source did not say: absent is not zero. */
public sealed interface Content {

  /** The deal the fact names, if it names one. */
  @Nullable String dealId();

  /**
   * A step in the life of a deal.
   *
   * @param kind what happened
   * @param dealId the deal; one id is one deal, whichever source it came by
   * @param amount the deal's amount, or of this refund, payment, renewal, expansion or concession
   * @param listPrice the price before discount, in the amount's currency
   * @param productLine product line as the source names it
   * @param recurring true for a subscription, false for a one-off sale
   * @param reversalReason why it was reversed (CANCELLED, RETURNED, REFUNDED, CHARGED_BACK)
   * @param reasonSetBy who set the reversal reason
   * @param lossReason why it was lost (LOST)
   * @param renewalMode how it was renewed (RENEWED)
   * @param origin where the deal came from
   * @param referredByCustomerId the customer who referred this one
   * @param repId owner of the deal at this step
   * @param stage pipeline stage as the source names it
   * @param dueAt when a payment was due, microseconds since the epoch (PAYMENT)
   * @param paidAt when it was paid, microseconds since the epoch (PAYMENT)
   * @param credits who is credited for the sale (WON); empty for self-serve or when only repId is
   *     known
   */
  record Deal(
      DealKind kind,
      String dealId,
      @Nullable Money amount,
      @Nullable Money listPrice,
      @Nullable String productLine,
      @Nullable Boolean recurring,
      @Nullable ReversalReason reversalReason,
      @Nullable ReasonSetBy reasonSetBy,
      @Nullable LossReason lossReason,
      @Nullable RenewalMode renewalMode,
      @Nullable Origin origin,
      @Nullable String referredByCustomerId,
      @Nullable String repId,
      @Nullable String stage,
      @Nullable Long dueAt,
      @Nullable Long paidAt,
      List<Credit> credits)
      implements Content {
    public Deal {
      credits = List.copyOf(credits);
    }
  }

  /**
   * One call or meeting; {@link Fact#occurredAt()} is its start. Durations are in milliseconds.
   *
   * @param callId id of the call at the source
   * @param startedBy who started it
   * @param caring which of the five caring questions were asked; a missing key means not known
   * @param priceObjections objections to the price said by the customer
   * @param aggressiveCues cues of aggressive pressure by the rep
   * @param directiveCues cues of directive pressure by the rep
   */
  record Call(
      String callId,
      @Nullable String dealId,
      @Nullable String repId,
      @Nullable StartedBy startedBy,
      @Nullable Long durationMillis,
      @Nullable Long repSpeechMillis,
      @Nullable Long customerSpeechMillis,
      @Nullable Long longestMonologueMillis,
      @Nullable Long patienceMillis,
      @Nullable Integer speakerSwitches,
      @Nullable Integer interruptions,
      @Nullable Integer repQuestions,
      Map<CaringQuestion, Boolean> caring,
      @Nullable Integer priceObjections,
      @Nullable Integer aggressiveCues,
      @Nullable Integer directiveCues,
      @Nullable Boolean nextStepAgreed)
      implements Content {
    public Call {
      caring = Map.copyOf(caring);
    }
  }

  /**
   * A step in the life of one survey.
   *
   * @param answers the items answered; a missing key means no answer
   * @param origin where the answer came from: a hash of the device or network address, never the
   *     address itself
   */
  record Survey(
      SurveyStep step,
      String surveyId,
      SurveyKind kind,
      @Nullable String dealId,
      @Nullable String respondentId,
      RespondentRole respondentRole,
      Map<SurveyItem, Answer> answers,
      @Nullable String comment,
      @Nullable String origin)
      implements Content {
    public Survey {
      answers = Map.copyOf(answers);
    }
  }

  /** A step in the life of one referral; the fact's customer is the referrer. */
  record Referral(
      ReferralStep step,
      String referralId,
      @Nullable String dealId,
      @Nullable String referredParty,
      @Nullable String convertedDealId)
      implements Content {}

  /** The customer asked to be forgotten, as of {@link Fact#occurredAt()} (R43). */
  record Erasure() implements Content {
    @Override
    public @Nullable String dealId() {
      return null;
    }
  }

  /**
   * An entry of the rep directory (R38); the fact's customerId is the repId.
   *
   * @param effectiveFrom first day it holds, as an epoch day
   * @param hiredOn epoch day
   */
  record Rep(
      String repId,
      @Nullable String name,
      @Nullable String team,
      @Nullable String region,
      @Nullable String role,
      @Nullable String segment,
      @Nullable Long hiredOn,
      long effectiveFrom)
      implements Content {
    @Override
    public @Nullable String dealId() {
      return null;
    }
  }

  /**
   * A share of the credit for a sale.
   *
   * @param shareBasisPoints 0 to 10,000
   * @param primary the one who carries the deal
   */
  record Credit(String repId, CreditRole role, int shareBasisPoints, boolean primary) {}

  /** An answer as given: the raw value and the scale it was given on, both ends inclusive. */
  record Answer(int value, int min, int max) {
    /**
     * Checks the value against the scale.
     *
     * @throws IllegalArgumentException when the value is not on the scale
     */
    public Answer {
      if (min >= max || value < min || value > max) {
        throw new IllegalArgumentException(
            "answer " + value + " is not on the scale " + min + " to " + max);
      }
    }

    /**
     * The answer on a scale of 1 to {@code boxes}, mapped linearly and rounded half up; the
     * identity where the scale already is 1 to {@code boxes}.
     */
    public int box(int boxes) {
      long span = (long) max - min;
      return (int) (1 + (2L * (boxes - 1) * ((long) value - min) + span) / (2 * span));
    }
  }

  /** Declared in the order of R1. */
  enum DealKind {
    OPENED,
    STAGE_CHANGED,
    REASSIGNED,
    WON,
    AMENDED,
    ACTIVATED,
    EXPANDED,
    DOWNGRADED,
    RENEWED,
    PAYMENT,
    INVOICE_DISPUTED,
    CONCESSION,
    CANCELLED,
    RETURNED,
    REFUNDED,
    CHARGED_BACK,
    DISPUTE_WON,
    LOST,
    REOPENED,
    CHURNED,
    DELETED
  }

  enum ReversalReason {
    UNKNOWN,
    CHANGE_OF_MIND,
    DEFECT,
    BILLING_ERROR,
    FRAUD,
    POLICY
  }

  enum ReasonSetBy {
    UNKNOWN,
    CUSTOMER,
    REP,
    SUPPORT,
    SYSTEM
  }

  enum LossReason {
    OTHER,
    PRICE,
    COMPETITOR,
    NO_DECISION,
    WE_ADVISED_AGAINST
  }

  enum RenewalMode {
    UNKNOWN,
    AUTO,
    ACTIVE
  }

  enum Origin {
    UNKNOWN,
    REFERRAL,
    OTHER
  }

  enum CreditRole {
    OTHER,
    SDR,
    CLOSER,
    ENGINEER,
    ACCOUNT_MANAGER
  }

  enum StartedBy {
    UNKNOWN,
    REP,
    CUSTOMER
  }

  /** The five caring questions of the second essay. */
  enum CaringQuestion {
    SUCCESSFUL_OUTCOME,
    CONCERNS,
    FIT,
    ALTERNATIVES,
    CLARITY
  }

  enum SurveyStep {
    INVITED,
    DELIVERED,
    STARTED,
    ANSWERED,
    EXPIRED
  }

  enum SurveyKind {
    OTHER,
    PURCHASE,
    ONBOARDING,
    SUPPORT,
    RELATIONSHIP,
    LOST_DEAL
  }

  enum RespondentRole {
    OTHER,
    PAYER_OR_SIGNER,
    USER
  }

  enum SurveyItem {
    HAPPY_WITH_PRICE,
    WOULD_PAY_AGAIN,
    PRICE_FAIR,
    REGRET,
    FELT_PRESSURED,
    MY_INTEREST_FIRST,
    TRUST,
    CLEAR_AND_FREE,
    FELT_SERVED,
    GOAL_ACHIEVED,
    EFFORT,
    WOULD_RECOMMEND,
    SATISFIED
  }

  enum ReferralStep {
    MADE,
    QUALIFIED,
    CONVERTED
  }
}

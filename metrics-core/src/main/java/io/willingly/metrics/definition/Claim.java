package io.willingly.metrics.definition;

/**
 * What the essays claim of selling, as a comparison of a company's own won deals: those with
 * something against the others, by how often something else follows (R98 to R100). Cuts are fixed
 * numbers, not medians: a median moves with the company and could not be summed. That two things go
 * together is no proof that one makes the other.
 */
public enum Claim {
  /** Second essay: "listening over talking". */
  LISTENING(
      0,
      "the rep spoke less than half of the time on the calls before the signing",
      "the rep spoke half of the time or more",
      Outcome.HAPPY,
      Direction.MORE),
  /** Second essay: five questions to demonstrate that you care. */
  CARING_QUESTIONS(
      1,
      "at least three of the five caring questions were asked on the calls before the signing",
      "at most two were asked",
      Outcome.HAPPY,
      Direction.MORE),
  /** Fourth essay: who pushes is less effective where sales are to continue. */
  FELT_PRESSURE(
      2,
      "the customer felt pressured",
      "the customer, asked, did not feel pressured",
      Outcome.BOUGHT_AGAIN,
      Direction.LESS),
  /** Fourth essay: "slow is fast". */
  SLOW_IS_FAST(
      3,
      "at least 21 days passed from opening to signing",
      "fewer days passed",
      Outcome.REMORSE,
      Direction.LESS),
  /** Fourth essay: who pushes for the next step "creates friction and resistance". */
  STEP_UNDER_PRESSURE(
      4,
      "a next step was agreed on a call with pressure before the signing",
      "next steps were agreed, on calls without pressure only",
      Outcome.REMORSE,
      Direction.MORE),
  /** Third essay: the intention to make a sale, and the pressure to, sabotage the result. */
  QUARTER_END_RUSH(
      5,
      "signed on one of the last three days of a calendar quarter",
      "signed on any other day",
      Outcome.REMORSE,
      Direction.MORE),
  /** Second essay: serving "generates referrals". */
  HAPPY_REFERS(
      6,
      "the customer says to be happy with the price",
      "the customer, asked, says something else",
      Outcome.REFERRED,
      Direction.MORE),
  /** Fifth essay: happiness in paying comes from being made successful, not from a low price. */
  DISCOUNT(
      7,
      "at least 10 percent off the list price",
      "less off, or nothing",
      Outcome.HAPPY,
      Direction.NO_DIFFERENCE),
  /** Second essay: "either two winners or two losers". */
  TWO_WINNERS(
      8,
      "the customer is happy with the price and states no regret",
      "the customer is not happy, or states regret",
      Outcome.MONEY_KEPT,
      Direction.MORE),
  /** First and second essay: pressure rubs the wrong way. Research finds so of this kind. */
  AGGRESSIVE_PRESSURE(
      9,
      "aggressive pressure on a call before the signing",
      "none on any call on which it was looked for",
      Outcome.HAPPY,
      Direction.LESS),
  /** First essay: "to steer people in a particular direction". Research does not find harm here. */
  DIRECTIVE_PRESSURE(
      10,
      "directive pressure on a call before the signing",
      "none on any call on which it was looked for",
      Outcome.HAPPY,
      Direction.LESS);

  /** The rep listens where his share of the speech is below this, in percent. */
  public static final int TALK_SHARE_PERCENT = 50;

  /** So many of the five caring questions are enough. */
  public static final int ENOUGH_QUESTIONS = 3;

  /** A deal is slow from so many days between opening and signing. */
  public static final int SLOW_DAYS = 21;

  /** The days at the end of a calendar quarter that are a rush. */
  public static final int RUSH_DAYS = 3;

  /** A price has a discount from so many percent below the list. */
  public static final int DISCOUNT_PERCENT = 10;

  /** Money is kept when nothing of it was taken back up to this day after the signing. */
  public static final int KEPT_DAYS = 180;

  /** What a claim says of the deals that have it: how often the outcome follows. */
  public enum Direction {
    MORE,
    LESS,
    NO_DIFFERENCE
  }

  /** What is looked at, for those deals of which it is known (R100). */
  public enum Outcome {
    HAPPY("the customer says to be happy with the price"),
    BOUGHT_AGAIN("the customer buys again"),
    REMORSE("the customer takes it back or regrets it"),
    REFERRED("the customer refers somebody"),
    MONEY_KEPT("the money is kept in full");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /** Only cohort days more than so many days ago are old enough to compare (R10). */
    public int windowDays(Definition definition) {
      return switch (this) {
        case HAPPY -> definition.answerWindowDays();
        case BOUGHT_AGAIN, REFERRED -> definition.loyaltyWindowDays();
        case REMORSE -> definition.remorseDays();
        case MONEY_KEPT -> KEPT_DAYS;
      };
    }
  }

  private final int code;
  private final String exposure;
  private final String comparison;
  private final Outcome outcome;
  private final Direction direction;

  Claim(int code, String exposure, String comparison, Outcome outcome, Direction direction) {
    this.code = code;
    this.exposure = exposure;
    this.comparison = comparison;
    this.outcome = outcome;
    this.direction = direction;
  }

  /** Stored in tallies; never changed or reused. */
  public int code() {
    return code;
  }

  /** What the exposed deals have. */
  public String exposure() {
    return exposure;
  }

  /** What the others have instead; a deal of which neither is known is in no comparison. */
  public String comparison() {
    return comparison;
  }

  public Outcome outcome() {
    return outcome;
  }

  public Direction direction() {
    return direction;
  }

  /** The bucket of {@code TallyField.CLAIM} that counts deals of one exposure and outcome. */
  public int bucket(boolean exposed, boolean followed) {
    return code << 2 | (exposed ? 2 : 0) | (followed ? 1 : 0);
  }
}

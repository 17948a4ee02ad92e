package io.willingly.streams.demo;

/**
 * What is true of one simulated rep: the probabilities all facts of this rep's deals are drawn
 * from. Each deal is sold either with care or in a rush; the manner decides what the calls sound
 * like and how it ends, so that practice and outcome go together as the essays say, within one rep
 * too.
 *
 * @param repId such as {@code R-017}
 * @param team of the first day
 * @param care share of the deals sold with care
 * @param careful the manner of a deal sold with care
 * @param rushed the manner of any other
 * @param takenBackHappy chance that a happy customer takes the deal back within 30 days
 * @param takenBackUnhappy the same of an unhappy customer
 * @param refers chance that a happy customer refers somebody within 90 days
 * @param buysAgain chance that a happy customer who kept the deal comes back for more
 * @param response chance that a delivered survey is answered, happy or not
 * @param lendsDevice chance that a purchase survey is answered on the rep's own device, minutes
 *     after a call; what is said does not depend on it
 * @param selling how much and at what price
 */
public record RepTruth(
    String repId,
    String name,
    String team,
    String region,
    Style style,
    double care,
    Manner careful,
    Manner rushed,
    double takenBackHappy,
    double takenBackUnhappy,
    double refers,
    double buysAgain,
    double response,
    double lendsDevice,
    Selling selling) {

  /** Chance that a survey is delivered. */
  public static final double DELIVERED = 0.96;

  /** Chance that an unhappy customer who keeps the deal and answers in time states regret. */
  public static final double STATES_REGRET = 0.10;

  /** Share of the answers given so late that no regret is stated in them. */
  public static final double ANSWERS_LATE = 0.05;

  /**
   * How a deal is sold.
   *
   * @param happy chance that the customer ends happy with the price
   * @param talkShare the rep's mean share of speech on a call
   * @param asks chance of each caring question on a call
   * @param paceDays mean days from opening to signing
   */
  public record Manner(double happy, double talkShare, double asks, double paceDays) {}

  /**
   * The money side.
   *
   * @param leadsPerMonth fresh leads
   * @param winRate chance to win a deal with a new customer
   * @param priceLevel list price as a multiple of the product's
   * @param discount mean share taken off the list price
   * @param quarterEndRush chance that a rushed deal near a quarter's end is pulled into its last
   *     three days
   */
  public record Selling(
      double leadsPerMonth,
      double winRate,
      double priceLevel,
      double discount,
      double quarterEndRush) {}

  Manner manner(boolean withCare) {
    return withCare ? careful : rushed;
  }

  double takenBack(boolean happy) {
    return happy ? takenBackHappy : takenBackUnhappy;
  }

  /** Chance that the customer of a won deal ends happy with the price. */
  public double happy() {
    return mix(careful.happy(), rushed.happy());
  }

  /** Chance of remorse by deed within 30 days. */
  public double takenBack30() {
    return happy() * takenBackHappy + (1 - happy()) * takenBackUnhappy;
  }

  /** Chance of being happy and having kept the deal for 30 days: the truth of happy-to-pay. */
  public double happyToPay() {
    return happy() * (1 - takenBackHappy);
  }

  /**
   * Chance of observed remorse within 30 days: by deed, or stated. Only an answer can state regret,
   * so this one depends on the response.
   */
  public double remorse30() {
    double unhappyKeeper = (1 - happy()) * (1 - takenBackUnhappy);
    return takenBack30()
        + unhappyKeeper * DELIVERED * response * (1 - ANSWERS_LATE) * STATES_REGRET;
  }

  /** Chance of a referral within 90 days. */
  public double refers90() {
    return happy() * refers;
  }

  /** The rep's mean share of speech on a call. */
  public double talkShare() {
    return mix(careful.talkShare(), rushed.talkShare());
  }

  /** Mean caring questions asked on a call, of five. */
  public double caringQuestions() {
    return 5 * mix(careful.asks(), rushed.asks());
  }

  /** Mean days from opening to signing, before any quarter-end rush. */
  public double paceDays() {
    return mix(careful.paceDays(), rushed.paceDays());
  }

  private double mix(double withCare, double without) {
    return care * withCare + (1 - care) * without;
  }
}

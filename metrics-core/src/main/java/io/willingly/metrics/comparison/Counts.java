package io.willingly.metrics.comparison;

/**
 * The integers that are compared, of deals signed by one rep or team, or of differences of them.
 *
 * @param won deals
 * @param remorse of them, those with remorse within the window of the rule set
 * @param answered of the others, those whose customer told us whether he is happy with the price
 * @param happy of these, those who are
 * @param referred deals with a referral within 90 days
 */
public record Counts(long won, long remorse, long answered, long happy, long referred) {
  static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        won + other.won,
        remorse + other.remorse,
        answered + other.answered,
        happy + other.happy,
        referred + other.referred);
  }

  boolean isZero() {
    return equals(NONE);
  }
}

package io.willingly.metrics.statistics;

/**
 * Successes among trials.
 *
 * @param successes 0 to trials
 * @param trials 0 or more
 */
public record Trials(long successes, long trials) {
  public Trials {
    check(successes, trials);
  }

  static void check(long successes, long trials) {
    if (trials < 0 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          successes + " of " + trials + ": successes are 0 to trials, trials 0 or more");
    }
  }

  /** The rate, 0 to 1; NaN without trials. */
  public double rate() {
    return (double) successes / trials;
  }
}

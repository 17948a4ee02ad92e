package io.willingly.metrics.statistics;

/**
 * Promoters (9 or 10 of 10) less detractors (0 to 6), as shares of the answers.
 *
 * @param promoters 0 or more
 * @param passives 0 or more
 * @param detractors 0 or more; at least one answer of any kind
 */
public record NetPromoter(long promoters, long passives, long detractors) {
  public NetPromoter {
    if (promoters < 0 || passives < 0 || detractors < 0 || promoters + passives + detractors == 0) {
      throw new IllegalArgumentException(
          "no score of %d promoters, %d passives, %d detractors: at least one, none negative"
              .formatted(promoters, passives, detractors));
    }
  }

  /** -1 to 1. */
  public double score() {
    return (double) (promoters - detractors) / answers();
  }

  /** Of one answer, scored 1, 0 or -1: p + d - (p - d)&sup2;. */
  public double variance() {
    return (double) (promoters + detractors) / answers() - score() * score();
  }

  /** Of the score. */
  public double standardError() {
    return Math.sqrt(variance() / answers());
  }

  /**
   * The adjusted Wald interval: three answers more, three quarters of one on either side (Rocks
   * 2016), within -1 and 1.
   *
   * @param confidence between 0 and 1, such as 0.95
   */
  public Interval interval(double confidence) {
    double answers = answers() + 3.0;
    double score = (promoters - detractors) / answers;
    double variance = (promoters + detractors + 1.5) / answers - score * score;
    double half = Normal.z(confidence) * Math.sqrt(variance / answers);
    return new Interval(score - half, score + half).within(-1, 1);
  }

  private long answers() {
    return promoters + passives + detractors;
  }
}

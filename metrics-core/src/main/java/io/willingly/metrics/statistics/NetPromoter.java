package io.willingly.metrics.statistics;

/** Net promoter score: the share of promoters less that of detractors, from -1 to 1. */
public final class NetPromoter {
  private NetPromoter() {}

  /**
   * The adjusted Wald interval, best of six in Rocks (2016): three answers are added, of which 3/4
   * promoters and 3/4 detractors; cut at -1 and 1.
   */
  public static Interval adjustedWald(
      long promoters, long detractors, long answers, double confidence) {
    double n = answers + 3.0;
    double p = (promoters + 0.75) / n;
    double d = (detractors + 0.75) / n;
    double half = Normal.z(confidence) * Math.sqrt((p + d - (p - d) * (p - d)) / n);
    return new Interval(Math.max(-1, p - d - half), Math.min(1, p - d + half));
  }
}

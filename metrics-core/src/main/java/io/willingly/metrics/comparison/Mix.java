package io.willingly.metrics.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rate as counted and at the company's mix of deals, and what makes the difference (Simpson's
 * paradox). Shares and rates are in millionths.
 *
 * @param id of the rep or team
 * @param covered part of the company's mix the adjusted rate is of
 * @param lines what each kind of deal adds to the difference raw - adjusted, the largest first;
 *     they sum to it up to rounding
 * @param why in a sentence
 */
public record Mix(
    String id,
    Yardstick yardstick,
    Segment segment,
    Figure raw,
    Figure adjusted,
    long covered,
    List<Line> lines,
    String why) {

  public Mix {
    lines = List.copyOf(lines);
  }

  /**
   * A kind of deal.
   *
   * @param trials of the unit: deals, or answers of kept deals
   * @param share of the unit's trials
   * @param companyShare of the company's, of the kinds the unit has too
   * @param rate of the component in the unit's trials
   * @param companyRate of the component in the company's
   * @param effect on the rate of the yardstick, not of the component
   */
  public record Line(
      Component component,
      Segment kind,
      long trials,
      long share,
      long companyShare,
      long rate,
      long companyRate,
      long effect) {}

  /** The mix of a unit in a segment; empty when there is no trial of it. */
  public static Optional<Mix> of(String id, Yardstick yardstick, Segment segment, Sample sample) {
    Optional<Figure> raw = yardstick.raw(sample.of(id, segment));
    if (raw.isEmpty()) {
      return Optional.empty();
    }
    Standardised standardised = Standardised.of(id, yardstick, segment, sample);
    List<Line> lines = lines(standardised);
    Figure adjusted = standardised.figure();
    return Optional.of(
        new Mix(
            id,
            yardstick,
            segment,
            raw.get(),
            adjusted,
            Figure.millionths(standardised.covered()),
            lines,
            new MixSentence(id, standardised).text(lines, raw.get().rate() - adjusted.rate())));
  }

  private static List<Line> lines(Standardised standardised) {
    List<Line> lines = new ArrayList<>();
    for (Strata strata : standardised.components()) {
      for (Segment kind : strata.kinds()) {
        lines.add(
            new Line(
                strata.component(),
                kind,
                strata.own(kind).trials(),
                Figure.millionths(strata.share(kind)),
                Figure.millionths(strata.companyShare(kind)),
                Figure.millionths(strata.own(kind).rate()),
                Figure.millionths(strata.company(kind).rate()),
                Figure.millionths(standardised.effect(strata, kind))));
      }
    }
    lines.sort(Comparator.comparingLong((Line line) -> -Math.abs(line.effect())));
    return lines;
  }
}

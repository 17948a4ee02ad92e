package io.willingly.streams.query;

import io.willingly.metrics.claim.ClaimFinding;
import io.willingly.metrics.period.Period;
import java.util.List;

/**
 * What the company's deals of a period say of each claim.
 *
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 */
public record Claims(
    Period period, AsOf asOf, int definitionVersion, long lag, List<ClaimFinding> findings) {
  public Claims {
    findings = List.copyOf(findings);
  }
}

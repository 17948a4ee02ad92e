package io.willingly.metrics.claim;

import io.willingly.metrics.definition.Claim;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.tally.CellKey.Recurrence;
import org.jspecify.annotations.Nullable;

/**
 * What a company's deals say of a claim. Things go together; that is no proof that one makes the
 * other.
 *
 * @param part one-off or recurring deals only; null for all
 * @param exposed settled deals that have what the claim is about
 * @param exposedYes of them, those with the outcome
 * @param others settled deals that are known not to have it
 * @param othersYes of them, those with the outcome
 * @param compared deals in strata (rep, product line, recurrence) that have both
 * @param difference share with the outcome of the exposed less that of the others, within strata
 *     (Mantel and Haenszel 1959), in millionths; null of too few
 * @param interval of it at 95 % (Sato 1989); null of too few
 * @param pValue of Cochran's, Mantel's and Haenszel's test; where the claim is that there is no
 *     difference, twice the smaller of two tests: that it is within the margin (Schuirmann 1987),
 *     and that it is beyond; in millionths, null of too few
 * @param qValue of all claims tested, adjusted for false discoveries (Benjamini and Hochberg 1995)
 * @param more about how many more deals to compare would tell; null when it is told, or more than
 *     can be waited for
 */
public record ClaimFinding(
    Claim claim,
    @Nullable Recurrence part,
    Verdict verdict,
    long exposed,
    long exposedYes,
    long others,
    long othersYes,
    long compared,
    @Nullable Long difference,
    @Nullable Bounds interval,
    @Nullable Long pValue,
    @Nullable Long qValue,
    @Nullable Long more) {

  /** What can be said. */
  public enum Verdict {
    /** The deals go the way the claim says. */
    SUPPORTED,
    /** Neither way is clear yet. */
    CANT_TELL,
    /** The deals go the other way. */
    CONTRADICTED,
    /** Too few deals on one of the two sides to test anything. */
    TOO_FEW
  }
}

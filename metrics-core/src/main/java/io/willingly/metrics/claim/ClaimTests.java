package io.willingly.metrics.claim;

import io.willingly.metrics.claim.ClaimFinding.Verdict;
import io.willingly.metrics.definition.Claim;
import io.willingly.metrics.definition.Claim.Direction;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Certainty.Bounds;
import io.willingly.metrics.statistics.Equivalence;
import io.willingly.metrics.statistics.FalseDiscovery;
import io.willingly.metrics.statistics.Interval;
import io.willingly.metrics.statistics.MantelHaenszel;
import io.willingly.metrics.statistics.Power;
import io.willingly.metrics.statistics.TwoByTwo;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests every claim on settled deals, within rep, product line and recurrence: what differs between
 * reps or products cannot pass for an effect. Collects cells, then tells. Not thread-safe.
 */
public final class ClaimTests {
  /** Fewer settled deals on either side of a comparison tell nothing. */
  public static final int MINIMUM = 30;

  /** Differences of less than so many millionths are as good as none. */
  public static final long MARGIN = 50_000;

  /**
   * Of the claims called supported or contradicted, at most this share is wrong, in expectation.
   */
  public static final long FALSE_DISCOVERY_RATE = 50_000;

  private static final long MILLIONTHS = 1_000_000;

  private final Definition definition;
  private final int asOf;
  private final Map<Stratum, Map<Claim, long[]>> strata = new HashMap<>();

  private record Stratum(String repId, String productLine, Recurrence recurring) {}

  /**
   * Without deals yet.
   *
   * @param asOf the organisation's date of the question, as an epoch day
   */
  public ClaimTests(Definition definition, int asOf) {
    this.definition = definition;
    this.asOf = asOf;
  }

  /** Adds a cell of a rep's primary tallies; what is not settled is left out (R10). */
  public void add(String repId, Cell cell) {
    Tally tally = cell.tally();
    int age = asOf - cell.key().cohortDay();
    Map<Claim, long[]> counts = null;
    for (Claim claim : Claim.values()) {
      if (age > claim.outcome().windowDays(definition)) {
        for (int side = 0; side < 4; side++) {
          long deals = tally.get(TallyField.CLAIM, claim.bucket(side >= 2, side % 2 == 1));
          if (deals != 0) {
            counts = counts == null ? counts(repId, cell) : counts;
            counts.computeIfAbsent(claim, none -> new long[4])[side] += deals;
          }
        }
      }
    }
  }

  private Map<Claim, long[]> counts(String repId, Cell cell) {
    return strata.computeIfAbsent(
        new Stratum(repId, cell.key().productLine(), cell.key().recurring()),
        none -> new HashMap<>());
  }

  /** What the deals say of each claim; of felt pressure also by one-off and recurring. */
  public List<ClaimFinding> findings() {
    List<Counted> counted = new ArrayList<>();
    for (Claim claim : Claim.values()) {
      counted.add(count(claim, null));
      if (claim == Claim.FELT_PRESSURE) {
        counted.add(count(claim, Recurrence.ONE_OFF));
        counted.add(count(claim, Recurrence.RECURRING));
      }
    }
    return judge(counted);
  }

  /**
   * The deals of a claim, or of a part of them.
   *
   * @param comparison within strata; null of too few
   */
  private record Counted(
      Claim claim,
      @Nullable Recurrence part,
      long exposed,
      long exposedYes,
      long others,
      long othersYes,
      long compared,
      @Nullable MantelHaenszel comparison) {}

  private Counted count(Claim claim, @Nullable Recurrence part) {
    long[] sum = new long[4];
    long[] inBoth = new long[2];
    List<TwoByTwo> tables = new ArrayList<>();
    strata.forEach(
        (stratum, counts) -> {
          long[] sides = counts.get(claim);
          if (sides != null && (part == null || part == stratum.recurring())) {
            Arrays.setAll(sum, side -> sum[side] + sides[side]);
            if (sides[3] + sides[2] > 0 && sides[1] + sides[0] > 0) {
              tables.add(new TwoByTwo(sides[3], sides[2], sides[1], sides[0]));
              inBoth[0] += sides[3] + sides[2];
              inBoth[1] += sides[1] + sides[0];
            }
          }
        });
    MantelHaenszel comparison =
        Math.min(inBoth[0], inBoth[1]) < MINIMUM ? null : MantelHaenszel.of(tables).orElse(null);
    return new Counted(
        claim,
        part,
        sum[3] + sum[2],
        sum[3],
        sum[1] + sum[0],
        sum[1],
        inBoth[0] + inBoth[1],
        comparison);
  }

  private static List<ClaimFinding> judge(List<Counted> counted) {
    double[] p =
        counted.stream()
            .flatMap(one -> Stream.ofNullable(one.comparison()).map(of -> pValue(one.claim(), of)))
            .mapToDouble(Double::doubleValue)
            .toArray();
    double[] q = FalseDiscovery.benjaminiHochberg(p);
    long clear = Arrays.stream(q).filter(ClaimTests::isClear).count();
    // What the next p-value must not exceed, for one verdict more (Benjamini and Hochberg 1995).
    double level = (double) FALSE_DISCOVERY_RATE / MILLIONTHS * (clear + 1) / Math.max(1, q.length);
    List<ClaimFinding> findings = new ArrayList<>();
    int tested = 0;
    for (Counted one : counted) {
      MantelHaenszel comparison = one.comparison();
      if (comparison == null) {
        findings.add(finding(one, Verdict.TOO_FEW, null, null, null));
      } else {
        Verdict verdict = verdict(one.claim(), comparison, isClear(q[tested]));
        findings.add(
            finding(
                one,
                verdict,
                p[tested],
                q[tested],
                verdict == Verdict.CANT_TELL ? more(one.claim(), comparison, level) : null));
        tested++;
      }
    }
    return findings;
  }

  private static boolean isClear(double qValue) {
    return millionths(qValue) <= FALSE_DISCOVERY_RATE;
  }

  private static ClaimFinding finding(
      Counted one,
      Verdict verdict,
      @Nullable Double pValue,
      @Nullable Double qValue,
      @Nullable Long more) {
    MantelHaenszel comparison = one.comparison();
    return new ClaimFinding(
        one.claim(),
        one.part(),
        verdict,
        one.exposed(),
        one.exposedYes(),
        one.others(),
        one.othersYes(),
        one.compared(),
        comparison == null ? null : (Long) millionths(comparison.riskDifference()),
        comparison == null ? null : bounds(comparison.riskDifferenceInterval(0.95)),
        pValue == null ? null : (Long) millionths(pValue),
        qValue == null ? null : (Long) millionths(qValue),
        more);
  }

  private static double pValue(Claim claim, MantelHaenszel comparison) {
    return claim.direction() == Direction.NO_DIFFERENCE
        ? Equivalence.pValue(comparison.riskDifference(), comparison.standardError(), margin())
        : comparison.pValue();
  }

  private static @Nullable Long more(Claim claim, MantelHaenszel comparison, double level) {
    OptionalLong more =
        claim.direction() == Direction.NO_DIFFERENCE
            ? Equivalence.moreNeeded(
                comparison.compared(),
                comparison.riskDifference(),
                comparison.standardError(),
                margin(),
                level)
            : Power.moreNeeded(comparison, 1 - level);
    return more.isPresent() ? (Long) Math.max(1, more.getAsLong()) : null;
  }

  private static double margin() {
    return (double) MARGIN / MILLIONTHS;
  }

  private static Verdict verdict(Claim claim, MantelHaenszel comparison, boolean clear) {
    double difference = comparison.riskDifference();
    return clear
        ? told(
            switch (claim.direction()) {
              case MORE -> difference > 0;
              case LESS -> difference < 0;
              case NO_DIFFERENCE -> Math.abs(difference) < margin();
            })
        : Verdict.CANT_TELL;
  }

  private static Verdict told(boolean asClaimed) {
    return asClaimed ? Verdict.SUPPORTED : Verdict.CONTRADICTED;
  }

  private static long millionths(double value) {
    return Math.round(value * MILLIONTHS);
  }

  private static Bounds bounds(Interval interval) {
    return new Bounds(millionths(interval.low()), millionths(interval.high()));
  }
}

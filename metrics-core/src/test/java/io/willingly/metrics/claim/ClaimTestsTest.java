package io.willingly.metrics.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.claim.ClaimFinding.Verdict;
import io.willingly.metrics.definition.Claim;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellKey.Recurrence;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimTestsTest {
  private static final int AS_OF = 20_779;
  private static final int OLD = AS_OF - 400;
  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);

  private final ClaimTests tests = new ClaimTests(DEFINITION, AS_OF);

  private void add(
      Claim claim,
      String rep,
      String product,
      int day,
      long with,
      long withAll,
      long without,
      long withoutAll) {
    Tally tally =
        new Tally.Builder()
            .add(TallyField.CLAIM, claim.bucket(true, true), with)
            .add(TallyField.CLAIM, claim.bucket(true, false), withAll - with)
            .add(TallyField.CLAIM, claim.bucket(false, true), without)
            .add(TallyField.CLAIM, claim.bucket(false, false), withoutAll - without)
            .build();
    CellKey key = new CellKey("", CellKey.PRIMARY, product, Recurrence.ONE_OFF, day);
    tests.add(rep, new Cell(key, day, tally));
  }

  private ClaimFinding finding(Claim claim, @Nullable Recurrence part) {
    return tests.findings().stream()
        .filter(finding -> finding.claim() == claim && finding.part() == part)
        .findFirst()
        .orElseThrow();
  }

  /** Kidney stones: 78 against 83 of 100 in all, yet better with small ones and with large ones. */
  @Test
  void comparesLikeWithLike() {
    add(Claim.LISTENING, "r1", "small", OLD, 81, 87, 234, 270);
    add(Claim.LISTENING, "r1", "large", OLD, 192, 263, 55, 80);

    ClaimFinding finding = finding(Claim.LISTENING, null);

    assertThat(finding.exposedYes() * 100 / finding.exposed()).isEqualTo(78);
    assertThat(finding.othersYes() * 100 / finding.others()).isEqualTo(82);
    assertThat(Objects.requireNonNull(finding.difference())).isBetween(50_000L, 60_000L);
    assertThat(finding.compared()).isEqualTo(700);
    assertThat(finding.verdict()).isEqualTo(Verdict.CANT_TELL);
    assertThat(Objects.requireNonNull(finding.more())).isPositive();
  }

  @Test
  void whatIsClearIsSupportedOrContradicted() {
    add(Claim.HAPPY_REFERS, "r1", "", OLD, 60, 200, 20, 200);
    add(Claim.SLOW_IS_FAST, "r1", "", OLD, 60, 200, 20, 200);

    ClaimFinding refers = finding(Claim.HAPPY_REFERS, null);
    assertThat(refers.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(refers.difference()).isEqualTo(200_000);
    assertThat(refers.more()).isNull();
    // More remorse where less was claimed.
    assertThat(finding(Claim.SLOW_IS_FAST, null).verdict()).isEqualTo(Verdict.CONTRADICTED);
  }

  /** p = .03 alone would do; among ten that say nothing it does not, and some more would. */
  @Test
  void moreAreNeededAlsoWhereOneAloneWouldDo() {
    for (Claim claim : Claim.values()) {
      if (claim.direction() != Claim.Direction.NO_DIFFERENCE && claim != Claim.HAPPY_REFERS) {
        add(claim, "r1", "", OLD, 50, 200, 50, 200);
      }
    }
    add(Claim.HAPPY_REFERS, "r1", "", OLD, 60, 200, 41, 200);

    ClaimFinding refers = finding(Claim.HAPPY_REFERS, null);

    assertThat(Objects.requireNonNull(refers.pValue())).isBetween(20_000L, 40_000L);
    assertThat(refers.verdict()).isEqualTo(Verdict.CANT_TELL);
    assertThat(Objects.requireNonNull(refers.more())).isBetween(100L, 2_000L);
  }

  /** "Discount does not buy happiness": no difference is shown by a narrow interval, not by p. */
  @Test
  void noDifferenceMustBeShown() {
    add(Claim.DISCOUNT, "r1", "", OLD, 2400, 3000, 2400, 3000);
    assertThat(finding(Claim.DISCOUNT, null).verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void ofFewDealsNoDifferenceIsNotShown() {
    add(Claim.DISCOUNT, "r1", "", OLD, 80, 100, 80, 100);

    ClaimFinding few = finding(Claim.DISCOUNT, null);

    assertThat(few.verdict()).isEqualTo(Verdict.CANT_TELL);
    assertThat(Objects.requireNonNull(few.more())).isBetween(500L, 3000L);
  }

  @Test
  void aClearDifferenceContradictsThatThereIsNone() {
    add(Claim.DISCOUNT, "r1", "", OLD, 2700, 3000, 2100, 3000);
    assertThat(finding(Claim.DISCOUNT, null).verdict()).isEqualTo(Verdict.CONTRADICTED);
  }

  @Test
  void ofTooFewNothingIsTested() {
    add(Claim.LISTENING, "r1", "", OLD, 20, 29, 200, 300);

    ClaimFinding finding = finding(Claim.LISTENING, null);

    assertThat(finding.verdict()).isEqualTo(Verdict.TOO_FEW);
    assertThat(finding.difference()).isNull();
    assertThat(finding.exposed()).isEqualTo(29);
  }

  /** R10: a deal of 30 days ago is not settled at N = 30. */
  @Test
  void whatIsNotSettledIsLeftOut() {
    add(Claim.SLOW_IS_FAST, "r1", "", AS_OF - DEFINITION.remorseDays(), 1, 40, 9, 40);
    assertThat(finding(Claim.SLOW_IS_FAST, null).exposed()).isZero();

    add(Claim.SLOW_IS_FAST, "r1", "", AS_OF - DEFINITION.remorseDays() - 1, 1, 40, 9, 40);
    assertThat(finding(Claim.SLOW_IS_FAST, null).exposed()).isEqualTo(40);
  }

  @Test
  void feltPressureIsToldOfOneOffAndRecurringApart() {
    add(Claim.FELT_PRESSURE, "r1", "", OLD, 10, 100, 40, 100);

    assertThat(finding(Claim.FELT_PRESSURE, Recurrence.ONE_OFF).verdict())
        .isEqualTo(Verdict.SUPPORTED);
    assertThat(finding(Claim.FELT_PRESSURE, Recurrence.RECURRING).verdict())
        .isEqualTo(Verdict.TOO_FEW);
  }
}

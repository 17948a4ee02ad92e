package io.willingly.metrics.statistics;

import static io.willingly.metrics.statistics.Printed.assertPrinted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorTest {
  /** D. Robinson, Understanding empirical Bayes estimation, 2015-10-01. */
  private static final Prior ROBINSON = new Prior(78.661, 224.875);

  @ParameterizedTest
  @CsvSource({
    "300, 1000, 0.290488",
    "4, 10, 0.263641",
    "90, 559, 0.196",
    "2930, 8173, 0.355",
    "516, 3028, 0.178"
  })
  void shrinksAsPublished(long x, long n, String estimate) {
    assertPrinted(ROBINSON.given(x, n).mean(), estimate);
  }

  @Test
  void reproducesThePublishedCredibleInterval() {
    assertPrinted(ROBINSON.given(3316, 10614).credible(0.95), "0.302", "0.320");
  }

  @Test
  void fourOfTenRanksBelowThreeHundredOfAThousand() {
    assertThat(ROBINSON.given(4, 10).mean()).isLessThan(ROBINSON.given(300, 1000).mean());
  }

  /**
   * Boys among 12 children of 6,115 families in Saxony (Geissler 1889; Lindsey and Altham 1998).
   */
  @Test
  void fitsTheFamiliesOfSaxony() {
    int[] families = {3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7};
    List<Trials> rows = new ArrayList<>();
    for (int boys = 0; boys <= 12; boys++) {
      rows.addAll(Collections.nCopies(families[boys], new Trials(boys, 12)));
    }

    Prior prior = Prior.fit(rows);

    assertThat(prior.alpha()).isCloseTo(34.10288, Offset.offset(1e-3));
    assertThat(prior.beta()).isCloseTo(31.57825, Offset.offset(1e-3));
  }

  /** 4 groups of differing rates, 5 rows each; the maximum by Nelder and Mead in scipy. */
  @Test
  void fitsUnequalRows() {
    List<Trials> rows = new ArrayList<>();
    for (long i = 1; i <= 5; i++) {
      rows.add(new Trials(2 * i, 10 * i));
      rows.add(new Trials(5 * i, 10 * i));
      rows.add(new Trials(9 * i, 10 * i));
      rows.add(new Trials(6, 7));
      rows.add(new Trials(0, 0));
    }

    Prior prior = Prior.fit(rows);

    assertThat(prior.alpha()).isCloseTo(1.74832, Offset.offset(1e-4));
    assertThat(prior.beta()).isCloseTo(1.16493, Offset.offset(1e-4));
  }

  @Test
  void rowsThatDifferByChanceAloneGetTheStrongestPrior() {
    List<Trials> alike = Collections.nCopies(20, new Trials(80, 100));
    List<Trials> few = Collections.nCopies(5, new Trials(3, 4));

    assertThat(strength(Prior.fit(alike))).isCloseTo(1000, Offsets.ROUNDING);
    assertThat(Prior.fit(alike).mean()).isCloseTo(0.8, Offset.offset(1e-3));
    assertThat(strength(Prior.fit(few))).isCloseTo(20, Offsets.ROUNDING);
  }

  @Test
  void rowsThatDifferUtterlyGetTheWeakestPrior() {
    List<Trials> rows = new ArrayList<>(Collections.nCopies(10, new Trials(0, 50)));
    rows.addAll(Collections.nCopies(10, new Trials(50, 50)));

    assertThat(strength(Prior.fit(rows))).isCloseTo(1, Offsets.ROUNDING);
    assertThat(Prior.fit(rows).mean()).isCloseTo(0.5, Offset.offset(1e-9));
  }

  @Test
  void rowsOfOnlyFailuresOrSuccessesKeepAFiniteMean() {
    assertThat(Prior.fit(Collections.nCopies(6, new Trials(0, 10))).mean())
        .isCloseTo(0.5 / 61, Offsets.ROUNDING);
    assertThat(Prior.fit(Collections.nCopies(6, new Trials(10, 10))).mean())
        .isCloseTo(60.5 / 61, Offsets.ROUNDING);
  }

  @Test
  void fitsRatesThatAreAlmostZeroOrOne() {
    List<Trials> rare = new ArrayList<>(Collections.nCopies(9, new Trials(0, 1_000_000_000_000L)));
    rare.add(new Trials(3, 1_000_000_000_000L));
    List<Trials> usual =
        rare.stream().map(row -> new Trials(row.trials() - row.successes(), row.trials())).toList();

    assertThat(Prior.fit(rare).mean()).isBetween(0.0, 1e-4);
    assertThat(Prior.fit(usual).mean()).isBetween(1 - 1e-4, 1.0);
  }

  @Test
  void tooFewRowsFallBackToAWeakPriorAboutThePooledRate() {
    Prior prior = Prior.fit(List.of(new Trials(9, 10), new Trials(0, 0), new Trials(40, 50)));

    assertThat(strength(prior)).isEqualTo(2);
    assertThat(prior.mean()).isCloseTo(49.5 / 61, Offsets.ROUNDING);
    assertThat(Prior.fit(List.of())).isEqualTo(Prior.JEFFREYS);
    assertThat(Prior.fit(List.of(new Trials(0, 0)))).isEqualTo(Prior.JEFFREYS);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> ROBINSON.given(5, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Prior(1, Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> new Trials(-1, 4));
  }

  private static double strength(Prior prior) {
    return prior.alpha() + prior.beta();
  }
}

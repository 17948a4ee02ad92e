package io.willingly.metrics.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingTest {
  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  private static List<String> restated(Closing closing, String cohort, String arrival) {
    return closing.restated(day(cohort), day(arrival)).stream().map(Period::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01, 2026-02-10",
    "2024-02, 2024-03-10",
    "2026-Q1, 2026-04-10",
    "2026-Q4, 2027-01-10",
    "2026, 2027-01-10"
  })
  void closesTenDaysAfterTheLastDay(String period, String closes) {
    assertThat(Closing.STANDARD.day(Period.parse(period))).isEqualTo(day(closes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "2026-W01", "2026-01-31", "rolling-30d", "rolling-90d"})
  void otherPeriodsNeverClose(String period) {
    assertThatThrownBy(() -> Closing.STANDARD.day(Period.parse(period)))
        .hasMessageContaining(period)
        .hasMessageContaining("months, quarters and years");
  }

  @Test
  void whatArrivesOnTheClosingDayStillBelongsToThePeriod() {
    assertThat(restated(Closing.STANDARD, "2026-01-31", "2026-02-10")).isEmpty();
    assertThat(restated(Closing.STANDARD, "2026-01-31", "2026-02-11")).containsExactly("2026-01");
    assertThat(restated(Closing.STANDARD, "2026-01-01", "2026-04-10")).containsExactly("2026-01");
    assertThat(restated(Closing.STANDARD, "2026-01-01", "2026-04-11"))
        .containsExactly("2026-Q1", "2026-01");
    assertThat(restated(Closing.STANDARD, "2026-01-01", "2027-01-11"))
        .containsExactly("2026", "2026-Q1", "2026-01");
  }

  @Test
  void withoutGraceTheLastDayCloses() {
    assertThat(restated(new Closing(0), "2026-01-31", "2026-01-31")).isEmpty();
    assertThat(restated(new Closing(0), "2026-01-31", "2026-02-01")).containsExactly("2026-01");
  }

  @Test
  void neverMeansNever() {
    assertThat(restated(Closing.NEVER, "2000-01-01", "2099-12-31")).isEmpty();
    assertThatThrownBy(() -> new Closing(-1)).hasMessageContaining("-1 days");
  }

  @Property
  void restatesFromTheCloseOfTheMonthOn(
      @ForAll @IntRange(min = 10_000, max = 30_000) int cohortDay,
      @ForAll @IntRange(min = -40, max = 400) int lag,
      @ForAll @IntRange(min = 0, max = 60) int days) {
    int arrivalDay = cohortDay + lag;
    LocalDate lastOfMonth = YearMonth.from(LocalDate.ofEpochDay(cohortDay)).atEndOfMonth();

    assertThat(new Closing(days).restates(cohortDay, arrivalDay))
        .isEqualTo(arrivalDay > lastOfMonth.plusDays(days).toEpochDay());
  }
}

package io.willingly.metrics.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.willingly.metrics.period.Period.Days;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
  private static final int AS_OF = day("2026-11-22");

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01, 2026-12-31",
    "2024-Q1, 2024-01-01, 2024-03-31",
    "2026-Q4, 2026-10-01, 2026-12-31",
    "2024-02, 2024-02-01, 2024-02-29",
    "2026-W01, 2025-12-29, 2026-01-04",
    "2020-W53, 2020-12-28, 2021-01-03",
    "2026-11-22, 2026-11-22, 2026-11-22",
    "rolling-30d, 2026-10-24, 2026-11-22",
    "rolling-90d, 2026-08-25, 2026-11-22"
  })
  void namesItsDays(String text, String first, String last) {
    Period period = Period.parse(text);

    assertThat(period.days(AS_OF)).isEqualTo(new Days(day(first), day(last)));
    assertThat(period).hasToString(text);
  }

  @Test
  void allHasEveryDay() {
    assertThat(Period.parse("all").days(AS_OF).contains(day("2000-01-01"))).isTrue();
    assertThat(Period.ALL).hasToString("all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ALL",
        "26",
        "2026-Q5",
        "2026-13",
        "2026-W54",
        "2026-W53X",
        "2021-W53",
        "2026-02-30",
        "rolling-7d",
        " 2026"
      })
  void refusesWhatIsNoPeriodAndSaysWhatIs(String text) {
    assertThatThrownBy(() -> Period.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("YYYY-Wnn");
  }

  @Property
  void periodsOfADayContainItAndReadBack(@ForAll @IntRange(min = 10_957, max = 60_000) int day) {
    assertThat(Period.of(day)).hasSize(6).doesNotHaveDuplicates();
    for (Period period : Period.of(day)) {
      assertThat(period.days(AS_OF).contains(day)).isTrue();
      assertThat(Period.parse(period.toString())).isEqualTo(period);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WEEK, 2025-12-31, 2026-01-12, 2026-W01 2026-W02 2026-W03",
    "MONTH, 2026-01-31, 2026-03-01, 2026-01 2026-02 2026-03",
    "QUARTER, 2025-12-31, 2026-01-01, 2025-Q4 2026-Q1",
    "YEAR, 2026-05-05, 2026-05-05, 2026"
  })
  void listsThePeriodsThatDaysLieIn(Period.Kind kind, String first, String last, String names) {
    assertThat(Period.between(kind, day(first), day(last)))
        .extracting(Period::toString)
        .containsExactly(names.split(" ", -1));
  }

  @Test
  void listsNoPeriodsOfDaysInTheWrongOrderNorMoreThanItSays() {
    assertThatThrownBy(() -> Period.between(Period.Kind.MONTH, 1, 0))
        .hasMessage("no days from 1970-01-02 to 1970-01-01; the first comes first");
    assertThatThrownBy(() -> Period.between(Period.Kind.ROLLING_30D, 0, 1))
        .hasMessageEndingWith("ROLLING_30D not");
    assertThat(Period.between(Period.Kind.DAY, 0, Period.MOST - 1)).hasSize(Period.MOST);
    assertThatThrownBy(() -> Period.between(Period.Kind.DAY, 0, Period.MOST))
        .hasMessage("more than 1000 periods; ask for fewer days or longer periods");
  }
}

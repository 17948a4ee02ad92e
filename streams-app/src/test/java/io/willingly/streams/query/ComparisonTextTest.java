package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.Comparison.Row;
import io.willingly.streams.query.Comparison.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTextTest {
  private static final Comparison COMPARISON =
      new Comparison(
          1,
          2,
          Period.ALL,
          List.of(
              new Row(
                  ScopeId.organisation("company"),
                  Metric.HAPPY_TO_PAY,
                  new Side(8, 10, new BigDecimal("0.720000")),
                  new Side(5, 10, new BigDecimal("0.450000"))),
              new Row(
                  ScopeId.rep("R-1"),
                  Metric.REMORSE,
                  new Side(0, 0, null),
                  new Side(1, 4, new BigDecimal("0.250000")))));

  @Test
  void csvHasBothFractionsAndADifferenceOnlyWhereThereAreTwoRates() {
    assertThat(ComparisonText.of(COMPARISON, Format.CSV))
        .isEqualTo(
            """
            scope,id,metric,period,old_version,old_numerator,old_denominator,old_rate,new_version,new_numerator,new_denominator,new_rate,difference
            organisation,company,happy-to-pay,all,1,8,10,0.720000,2,5,10,0.450000,-0.270000
            rep,R-1,remorse,all,1,0,0,,2,1,4,0.250000,
            """);
  }

  @Test
  void jsonHasNumbersAndNullForAMissingRate() {
    assertThat(ComparisonText.of(COMPARISON, Format.JSON))
        .contains("\"old_numerator\" : 8", "\"difference\" : -0.270000")
        .contains("\"old_rate\" : null");
  }

  @Test
  void theTableIsForPeople() {
    assertThat(ComparisonText.of(COMPARISON, Format.TABLE).lines())
        .containsExactly(
            "scope         id       metric        rule set 1           rule set 2           points",
            "organisation  company  happy-to-pay       72.0%  8 of 10       45.0%  5 of 10   -27.0",
            "rep           R-1      remorse                -  0 of 0        25.0%  1 of 4        -");
  }
}

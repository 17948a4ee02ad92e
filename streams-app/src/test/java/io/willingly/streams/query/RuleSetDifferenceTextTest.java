package io.willingly.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.RuleSetDifference.Row;
import io.willingly.streams.query.RuleSetDifference.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetDifferenceTextTest {
  private static final RuleSetDifference COMPARISON =
      new RuleSetDifference(
          1,
          2,
          Period.ALL,
          List.of(
              new Row(
                  ScopeId.organisation("company"),
                  Metric.HAPPY_TO_PAY,
                  new Side(8, 10, new BigDecimal("0.720000"), false),
                  new Side(5, 10, new BigDecimal("0.450000"), false)),
              new Row(
                  ScopeId.rep("R-1"),
                  Metric.REMORSE,
                  new Side(0, 0, null, false),
                  new Side(1, 4, new BigDecimal("0.250000"), true))));

  @Test
  void csvHasBothFractionsAndADifferenceOnlyOfRatesThatAreTold() {
    assertThat(RuleSetDifferenceText.of(COMPARISON, Format.CSV).lines())
        .containsExactly(
            "scope,id,metric,period,old_version,old_numerator,old_denominator,old_rate,old_state,"
                + "new_version,new_numerator,new_denominator,new_rate,new_state,difference",
            "organisation,company,happy-to-pay,all,1,8,10,0.720000,told,2,5,10,0.450000,told,"
                + "-0.270000",
            "rep,R-1,remorse,all,1,0,0,,,2,1,4,0.250000,too few,");
  }

  @Test
  void jsonHasNumbersAndNullForAMissingRate() {
    assertThat(RuleSetDifferenceText.of(COMPARISON, Format.JSON))
        .contains("\"old_numerator\" : 8", "\"difference\" : -0.270000")
        .contains("\"old_rate\" : null");
  }

  @Test
  void theTableTellsNoRateOfTooFew() {
    assertThat(
            RuleSetDifferenceText.of(COMPARISON, Format.TABLE)
                .lines()
                .map(line -> line.split(" {2,}")))
        .containsExactly(
            new String[] {"scope", "id", "metric", "rule set 1", "rule set 2", "points"},
            new String[] {
              "organisation",
              "company",
              "happy-to-pay",
              "72.0%",
              "8 of 10",
              "45.0%",
              "5 of 10",
              "-27.0"
            },
            new String[] {"rep", "R-1", "remorse", "-", "0 of 0", "too few", "1 of 4", "-"},
            new String[] {"remorse is told by day 30 and referral by day 90 under any rule set"});
  }
}

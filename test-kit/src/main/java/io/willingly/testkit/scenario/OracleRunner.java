package io.willingly.testkit.scenario;

import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.oracle.BatchOracle;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.OracleResult;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Runs a scenario on the batch oracle. */
public final class OracleRunner implements ScenarioRunner {
  @Override
  public ScenarioResult run(Scenario scenario) throws SQLException {
    try (BatchOracle oracle = new BatchOracle(scenario.definition())) {
      oracle.deliver(scenario.given().stream());
      Map<LocalDate, Map<Holder, Tally>> knownOn = new HashMap<>();
      for (LocalDate day : scenario.knownOn()) {
        knownOn.put(day, Holder.totals(oracle.asKnownOn((int) day.toEpochDay()).measures()));
      }
      OracleResult result = oracle.result();
      Map<Reason, Long> ledger = new EnumMap<>(Reason.class);
      result.ledger().forEach((row, count) -> ledger.merge(row.reason(), count, Long::sum));
      Map<String, DealOutcome> deals = new HashMap<>();
      result.deals().forEach((key, deal) -> deals.put(key.dealId(), deal));
      return new ScenarioResult(ledger, Holder.totals(result.measures()), knownOn, deals);
    }
  }
}

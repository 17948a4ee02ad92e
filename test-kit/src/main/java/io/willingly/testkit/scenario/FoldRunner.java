package io.willingly.testkit.scenario;

import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.memory.MemoryPipeline;
import io.willingly.testkit.oracle.DealOutcome;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Runs a scenario on the fold in memory. */
public final class FoldRunner implements ScenarioRunner {
  @Override
  public ScenarioResult run(Scenario scenario) {
    MemoryPipeline pipeline = new MemoryPipeline(scenario.definition());
    scenario.given().forEach(pipeline::deliver);

    Map<LocalDate, Map<Holder, Tally>> knownOn = new HashMap<>();
    for (LocalDate day : scenario.knownOn()) {
      knownOn.put(day, Holder.totals(pipeline.knownOn((int) day.toEpochDay())));
    }
    Map<Reason, Long> ledger = new EnumMap<>(Reason.class);
    pipeline.ledger().forEach((row, count) -> ledger.merge(row.reason(), count, Long::sum));
    Map<String, DealOutcome> deals = new HashMap<>();
    pipeline.deals().forEach((key, deal) -> deals.put(key.dealId(), deal));
    return new ScenarioResult(
        ledger, Holder.totals(pipeline.knownOn(Integer.MAX_VALUE)), knownOn, deals);
  }
}

package io.willingly.testkit.scenario;

import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.oracle.DealOutcome;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a runtime made of a scenario.
 *
 * @param ledger delivered records by reason
 * @param totals each holder's integers over all segments and cohort days
 * @param totalsKnownOn the same as known on each day the scenario asks for
 * @param deals by deal id
 */
public record ScenarioResult(
    Map<Reason, Long> ledger,
    Map<Holder, Tally> totals,
    Map<LocalDate, Map<Holder, Tally>> totalsKnownOn,
    Map<String, DealOutcome> deals) {}

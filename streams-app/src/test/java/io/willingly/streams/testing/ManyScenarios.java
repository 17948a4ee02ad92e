package io.willingly.streams.testing;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Reason;
import io.willingly.metrics.scope.RepFold;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.Measure.Scope;
import io.willingly.testkit.scenario.Holder;
import io.willingly.testkit.scenario.Scenario;
import io.willingly.testkit.scenario.ScenarioResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many scenarios as one run: each gets ids of its own, and its own part of the result. */
public record ManyScenarios(List<Scenario> scenarios) {

  /** Records of all, in turns. */
  public List<Fact> given() {
    List<Fact> given = new ArrayList<>();
    int longest = scenarios.stream().mapToInt(scenario -> scenario.given().size()).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      for (Scenario scenario : scenarios) {
        if (i < scenario.given().size()) {
          given.add(prefix(scenario).fact(scenario.given().get(i)));
        }
      }
    }
    return given;
  }

  /** What each has otherwise than expected, by name; empty when all is right. */
  public Map<String, List<String>> differences(PipelineState state) {
    Map<String, List<String>> differences = new HashMap<>();
    for (Scenario scenario : scenarios) {
      List<String> own = scenario.differences(part(scenario, state.result(scenario), state));
      if (!own.isEmpty()) {
        differences.put(scenario.name(), own);
      }
    }
    return differences;
  }

  private static ScenarioResult part(Scenario scenario, ScenarioResult all, PipelineState state) {
    String prefix = prefix(scenario).prefix();
    Map<Reason, Long> ledger = new EnumMap<>(Reason.class);
    ledger.putAll(state.ledger(source -> source.startsWith(prefix)));
    Map<LocalDate, Map<Holder, Tally>> knownOn = new HashMap<>();
    all.totalsKnownOn().forEach((day, totals) -> knownOn.put(day, totals(prefix, totals)));
    Map<String, DealOutcome> deals = new HashMap<>();
    all.deals()
        .forEach(
            (id, deal) -> {
              if (id.startsWith(prefix)) {
                deals.put(id.substring(prefix.length()), own(prefix, deal));
              }
            });
    return new ScenarioResult(ledger, totals(prefix, all.totals()), knownOn, deals);
  }

  /**
   * The organisation is all scenarios together; one's part of it is the sum of its reps (R40,
   * R102).
   */
  private static Map<Holder, Tally> totals(String prefix, Map<Holder, Tally> all) {
    Map<Holder, Tally> own = new HashMap<>();
    all.forEach(
        (holder, tally) -> {
          if (holder.id().startsWith(prefix)) {
            String id = holder.id().substring(prefix.length());
            own.put(new Holder(holder.scope(), id, holder.role()), tally);
            if (holder.scope() == Scope.REP) {
              own.merge(
                  new Holder(Scope.ORGANISATION, "", holder.role()),
                  RepFold.shared(tally),
                  Tally::plus);
            }
          }
        });
    return own;
  }

  private static DealOutcome own(String prefix, DealOutcome deal) {
    String rep = deal.repId();
    return new DealOutcome(
        deal.status(),
        rep != null && rep.startsWith(prefix) ? rep.substring(prefix.length()) : rep,
        deal.cohortDay(),
        deal.verdict(),
        deal.remorseDay(),
        deal.remorseReason(),
        deal.answer(),
        deal.referredDay(),
        deal.amountMinor(),
        deal.currency());
  }

  private static Prefixed prefix(Scenario scenario) {
    return new Prefixed(scenario.name() + "/");
  }
}

package io.willingly.testkit.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.fold.DealState.Status;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.oracle.DealOutcome;
import io.willingly.testkit.oracle.Measure.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a result with {@code expected.json}: {@code ledger} (complete, by reason), {@code reps},
 * {@code teams}, {@code organisation}, {@code roles} ("R-2 SDR") with {@link TallyExpression}s,
 * {@code deals}, and {@code asKnownOn} by day with scopes in it.
 */
final class Expectations {
  private final Scenario scenario;
  private final ScenarioResult result;
  private final List<String> differences = new ArrayList<>();

  Expectations(Scenario scenario, ScenarioResult result) {
    this.scenario = scenario;
    this.result = result;
  }

  List<String> differences() {
    JsonNode expected = scenario.expected();
    compareLedger(expected.path("ledger"));
    compareScopes("", expected, result.totals());
    for (LocalDate day : scenario.knownOn()) {
      compareScopes(
          "as known on " + day + " ",
          expected.path("asKnownOn").path(day.toString()),
          result.totalsKnownOn().getOrDefault(day, Map.of()));
    }
    for (Map.Entry<String, JsonNode> deal : expected.path("deals").properties()) {
      compareDeal(deal.getKey(), deal.getValue(), result.deals().get(deal.getKey()));
    }
    return differences;
  }

  private void compareLedger(JsonNode expected) {
    Map<String, Long> ledger = new TreeMap<>();
    for (Map.Entry<String, JsonNode> row : expected.properties()) {
      ledger.put(row.getKey(), row.getValue().asLong());
    }
    Map<String, Long> actual = new TreeMap<>();
    result.ledger().forEach((reason, count) -> actual.put(reason.name(), count));
    actual.values().removeIf(count -> count == 0);
    compare("ledger", ledger, actual);
  }

  private void compareScopes(String when, JsonNode expected, Map<Holder, Tally> totals) {
    for (Map.Entry<String, JsonNode> rep : expected.path("reps").properties()) {
      compareTally(
          when, new Holder(Scope.REP, rep.getKey(), CellKey.PRIMARY), rep.getValue(), totals);
    }
    for (Map.Entry<String, JsonNode> role : expected.path("roles").properties()) {
      String[] parts = role.getKey().split(" ", 2);
      compareTally(when, new Holder(Scope.REP, parts[0], parts[1]), role.getValue(), totals);
    }
    for (Map.Entry<String, JsonNode> team : expected.path("teams").properties()) {
      compareTally(
          when, new Holder(Scope.TEAM, team.getKey(), CellKey.PRIMARY), team.getValue(), totals);
    }
    compareTally(
        when,
        new Holder(Scope.ORGANISATION, "", CellKey.PRIMARY),
        expected.path("organisation"),
        totals);
  }

  private void compareTally(
      String when, Holder holder, JsonNode expected, Map<Holder, Tally> totals) {
    Tally tally = totals.getOrDefault(holder, Tally.ZERO);
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      compare(
          when + holder.scope() + " " + holder.id() + " " + holder.role() + " " + entry.getKey(),
          entry.getValue().asLong(),
          TallyExpression.evaluate(entry.getKey(), tally, scenario.definition()));
    }
  }

  private void compareDeal(String id, JsonNode expected, @Nullable DealOutcome deal) {
    if (deal == null || deal.status() == Status.OPEN || expected.isNull()) {
      boolean closed = deal != null && deal.status() != Status.OPEN;
      compare("deal " + id + " closed", !expected.isNull(), closed);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      compare(
          "deal " + id + " " + entry.getKey(),
          entry.getValue().asText(),
          String.valueOf(component(deal, entry.getKey())));
    }
  }

  private static @Nullable Object component(DealOutcome deal, String name) {
    Integer day = deal.cohortDay();
    return switch (name) {
      case "status" -> deal.status();
      case "rep" -> deal.repId();
      case "cohortDay" -> day == null ? null : LocalDate.ofEpochDay(day);
      case "verdict" -> deal.verdict();
      case "remorseDay" -> deal.remorseDay();
      case "remorseReason" -> deal.remorseReason();
      case "answer" -> deal.answer();
      case "referredDay" -> deal.referredDay();
      case "amount" ->
          deal.amountMinor() == null ? null : deal.amountMinor() + " " + deal.currency();
      default -> throw new IllegalArgumentException("a deal has no " + name);
    };
  }

  private void compare(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      differences.add(what + ": expected " + expected + " but was " + actual);
    }
  }
}

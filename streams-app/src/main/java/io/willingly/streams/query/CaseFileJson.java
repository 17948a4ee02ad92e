package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fold.DealState;
import io.willingly.streams.query.CaseFile.Case;
import io.willingly.streams.query.CaseFile.Entry;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A case file as JSON. */
public final class CaseFileJson {
  private CaseFileJson() {}

  /** An object for each customer of the deal: what the rules say, and the facts. */
  public static ArrayNode cases(CaseFile file) {
    ArrayNode cases = JsonNodeFactory.instance.arrayNode();
    for (Case each : file.cases()) {
      ObjectNode json = cases.addObject();
      json.put("customer", each.customerId());
      DealState state = each.state();
      if (state == null) {
        json.putNull("state");
      } else {
        put(json.putObject("state"), state);
      }
      ArrayNode facts = json.putArray("facts");
      each.facts().forEach(fact -> put(facts.addObject(), fact));
    }
    return cases;
  }

  private static void put(ObjectNode json, DealState state) {
    json.put("status", state.status().name());
    json.put("rep", state.repId());
    json.put("cohort_day", LocalDate.ofEpochDay(state.cohortDay()).toString());
    json.put("product_line", state.productLine());
    json.put("recurrence", SegmentNames.of(state.recurring()));
    ObjectNode amount = json.putObject("amount");
    if (state.amountMinor() != null && state.currency() != null) {
      amount.put(state.currency(), state.amountMinor());
    }
    json.put("verdict", state.verdict().name());
    json.put("remorse_day", state.remorseDay());
    json.put("remorse_reason", state.remorseReason().name());
    json.put("answer", name(state.answer()));
    json.put("referred_day", state.referredDay());
    ArrayNode reasons = json.putArray("save_reasons");
    state.saveReasons().forEach(reason -> reasons.add(reason.name()));
    json.put(
        "save_until",
        state.saveReasons().isEmpty() ? null : LocalDate.ofEpochDay(state.saveUntil()).toString());
  }

  private static void put(ObjectNode json, Entry fact) {
    json.put("occurred_at", fact.occurredAt()).put("arrived_at", fact.arrivedAt());
    json.put("what", fact.what()).put("source", fact.source()).put("event", fact.eventId());
    json.put("outcome", fact.outcome()).put("evidence", fact.evidence());
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}

package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the records of one replay (R6).
 *
 * @param run its id
 * @param rows records of the mapping's root view (R78)
 * @param reasons how many records ended for each reason
 * @param resolved records of earlier runs that no longer wait because of this one
 */
record RunLedger(long run, long rows, Map<Reason, Long> reasons, long resolved) {
  private static final ObjectMapper JSON = new ObjectMapper();

  RunLedger {
    EnumMap<Reason, Long> copy = new EnumMap<>(Reason.class);
    reasons.forEach((reason, count) -> copy.merge(reason, count, Long::sum));
    copy.values().removeIf(count -> count == 0);
    reasons = copy;
  }

  long of(Outcome outcome) {
    return reasons.entrySet().stream()
        .filter(entry -> entry.getKey().outcome() == outcome)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** The sum of the six outcomes. */
  long events() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The fixed keys first: rows, events and the six outcomes. */
  String json() {
    ObjectNode object = JSON.createObjectNode();
    object.put("rows", rows);
    object.put("events", events());
    for (Outcome outcome : Outcome.values()) {
      object.put(outcome.name().toLowerCase(Locale.ROOT), of(outcome));
    }
    object.put("resolved", resolved);
    object.put("run", run);
    ObjectNode byReason = object.putObject("reasons");
    reasons.forEach((reason, count) -> byReason.put(reason.name(), count));
    return object.toString();
  }

  /** The same for people, with what each reason means. */
  String table() {
    StringBuilder table = new StringBuilder();
    line(table, rows, "rows read", "");
    line(table, events(), "events", "");
    for (Outcome outcome : Outcome.values()) {
      line(table, of(outcome), "  " + outcome.name().toLowerCase(Locale.ROOT), "");
      reasons.forEach(
          (reason, count) -> {
            if (reason.outcome() == outcome && reason != Reason.NONE) {
              line(table, count, "    " + reason, "  " + reason.text());
            }
          });
    }
    line(table, resolved, "earlier events that waited and now count", "");
    return table.toString();
  }

  private static void line(StringBuilder table, long count, String name, String text) {
    table.append("%,12d  %s%s%n".formatted(count, name, text));
  }
}

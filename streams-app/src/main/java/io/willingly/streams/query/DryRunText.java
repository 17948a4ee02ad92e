package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.fold.Reason;
import io.willingly.streams.query.DryRun.Effect;
import io.willingly.streams.query.DryRun.Fate;
import java.util.List;
import java.util.Locale;

/** A dry run as JSON. */
public final class DryRunText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DryRunText() {}

  /** All that may be told. */
  public static ObjectNode of(DryRun run) {
    ObjectNode json = JSON.objectNode();
    ArrayNode fates = json.putArray("fates");
    run.fates().forEach(fate -> put(fates.addObject(), fate));
    json.set("effects", effects(run.effects()));
    json.set("others", others(run));
    return json;
  }

  /** Adds what would become of a fact. */
  public static void put(ObjectNode object, Fate fate) {
    object.put("outcome", outcome(fate.reason()));
    object.put("reason", fate.reason().name());
    object.put("field", fate.field()).put("message", fate.message());
  }

  /** Effects as rows, with values as in a report. */
  public static ArrayNode effects(List<Effect> effects) {
    ArrayNode rows = JSON.arrayNode();
    for (Effect effect : effects) {
      ObjectNode row = rows.addObject();
      row.put("scope", ScopeNames.of(effect.scope().kind())).put("id", effect.scope().id());
      row.put("period", effect.period().toString()).put("column", effect.column().name());
      row.set("before", RowText.json(effect.column(), effect.before().text()));
      row.set("after", RowText.json(effect.column(), effect.after().text()));
    }
    return rows;
  }

  /** What of records delivered before would change: a row for each reason. */
  public static ArrayNode others(DryRun run) {
    ArrayNode rows = JSON.arrayNode();
    run.others()
        .forEach(
            (reason, change) ->
                rows.addObject()
                    .put("outcome", outcome(reason))
                    .put("reason", reason.name())
                    .put("meaning", reason.text())
                    .put("change", change));
    return rows;
  }

  /** How many of whom would change and are not told of. */
  public static ObjectNode hidden(DryRun run) {
    ObjectNode hidden = JSON.objectNode();
    run.hidden().forEach((kind, count) -> hidden.put(ScopeNames.of(kind), count));
    return hidden;
  }

  private static String outcome(Reason reason) {
    return reason.outcome().name().toLowerCase(Locale.ROOT);
  }
}

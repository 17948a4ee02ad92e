package io.willingly.streams.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What arrived on a day as CSV, JSON or a table. */
public final class TodayText {
  private TodayText() {}

  public static String of(Today today, Format format) {
    return format == Format.JSON ? json(today).toPrettyString() + "\n" : sheet(today).of(format);
  }

  public static ObjectNode json(Today today) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("scope", ScopeNames.of(today.scope().kind())).put("id", today.scope().id());
    json.put("day", today.asOf().date());
    today.asOf().put(json);
    json.put("definition_version", today.definitionVersion());
    json.put("records_to_read", today.lag());
    today.counts().forEach(json::put);
    return json;
  }

  private static Sheet sheet(Today today) {
    List<String> columns = new ArrayList<>(List.of("scope", "id", "day"));
    columns.addAll(today.counts().keySet());
    List<Object> cells =
        new ArrayList<>(
            List.of(ScopeNames.of(today.scope().kind()), today.scope().id(), today.asOf().date()));
    cells.addAll(today.counts().values());
    Sheet sheet = new Sheet(columns.toArray(String[]::new));
    sheet.row(cells.toArray());
    return sheet;
  }
}

package io.willingly.streams.query;

import io.willingly.metrics.integrity.IntegrityCheck;
import io.willingly.metrics.quality.Value;
import io.willingly.streams.query.Integrity.Row;
import io.willingly.streams.query.Integrity.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether answers can be trusted, as CSV, JSON or a table. */
public final class IntegrityText {
  private IntegrityText() {}

  public static String of(Integrity integrity, Format format) {
    return format == Format.TABLE ? table(integrity) : sheet(integrity).of(format);
  }

  private static Sheet sheet(Integrity integrity) {
    List<String> columns = new ArrayList<>(List.of("id", "name"));
    for (IntegrityCheck check : IntegrityCheck.values()) {
      columns.add(check.text());
      columns.add(check.text() + "_of");
    }
    columns.addAll(
        List.of(
            "happy",
            "happy_of",
            "answered_took_back",
            "answered_took_back_of",
            "silent_took_back",
            "silent_took_back_of",
            "suspicious",
            "period",
            "definition_version",
            "as_of",
            "as_known_on"));
    Sheet sheet = new Sheet(columns.toArray(String[]::new));
    for (Row row : integrity.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.id(), row.name()));
      row.counts().forEach(share -> add(cells, share));
      add(cells, row.happy());
      add(cells, row.answered());
      add(cells, row.silent());
      cells.add(suspicious(row));
      cells.add(integrity.period().toString());
      cells.add(integrity.definitionVersion());
      cells.add(integrity.asOf().date());
      cells.add(integrity.asOf().knownDate());
      sheet.row(cells.toArray());
    }
    return sheet;
  }

  private static void add(List<Object> cells, Share share) {
    cells.add(share.count());
    cells.add(share.of());
  }

  private static String suspicious(Row row) {
    return row.suspicious().stream()
        .sorted()
        .map(IntegrityCheck::text)
        .collect(Collectors.joining(" "));
  }

  private static String table(Integrity integrity) {
    List<String> header =
        new ArrayList<>(List.of(ScopeNames.of(integrity.kind()), "name", "higher than chance"));
    for (IntegrityCheck check : IntegrityCheck.values()) {
      header.add(check.text().replace('_', ' '));
    }
    header.addAll(List.of("happy", "took back: answered", "took back: silent"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Row row : integrity.rows()) {
      List<String> cells =
          new ArrayList<>(List.of(row.id(), row.name(), suspicious(row).replace('_', '-')));
      row.counts().forEach(share -> cells.add(percent(share, integrity.minimum())));
      cells.add(percent(row.happy(), integrity.minimum()));
      cells.add(percent(row.answered(), integrity.minimum()));
      cells.add(percent(row.silent(), integrity.minimum()));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  private static String percent(Share share, int minimum) {
    if (share.of() == 0) {
      return "-";
    }
    return (share.of() < minimum
            ? Long.toString(share.count())
            : ReportText.percent(Value.rate(share.count(), share.of()).text()))
        + " of "
        + share.of();
  }
}

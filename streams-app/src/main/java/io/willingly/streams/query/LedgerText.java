package io.willingly.streams.query;

import io.willingly.metrics.fold.Reason;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A ledger as rows. */
public final class LedgerText {
  private LedgerText() {}

  private record Line(String source, String topic, Reason reason) {}

  /** A row for each source, topic and reason, over all replay runs. */
  public static Sheet of(Ledger ledger) {
    List<Ledger.Row> rows =
        ledger.rows().stream()
            .sorted(
                Comparator.comparing(Ledger.Row::source)
                    .thenComparing(Ledger.Row::topic)
                    .thenComparing(row -> row.reason().outcome())
                    .thenComparing(Ledger.Row::reason))
            .toList();
    Map<Line, Long> lines = new LinkedHashMap<>();
    for (Ledger.Row row : rows) {
      lines.merge(new Line(row.source(), row.topic(), row.reason()), row.count(), Long::sum);
    }
    Sheet sheet = new Sheet("source", "topic", "outcome", "reason", "records", "meaning");
    lines.forEach(
        (line, count) ->
            sheet.row(
                line.source(),
                line.topic(),
                line.reason().outcome().name().toLowerCase(Locale.ROOT),
                line.reason().name(),
                count,
                line.reason().text()));
    return sheet;
  }
}

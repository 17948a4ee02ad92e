package io.willingly.streams.query;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import java.util.Locale;

/** What each published number says. */
public final class ColumnCards {
  private ColumnCards() {}

  /** A row for each, in the order of the columns. */
  public static Sheet of(Definition definition) {
    Sheet sheet =
        new Sheet(
            "name", "kind", "unit", "rule", "meaning", "formula", "window", "rests_on", "per");
    for (Column column : Columns.of(definition).all()) {
      Column.Share share = column.share();
      sheet.row(
          column.name(),
          column.kind().name().toLowerCase(Locale.ROOT),
          column.unit(),
          column.rule(),
          column.doc(),
          column.formula(),
          column.window() == null ? Sheet.MISSING : column.window(),
          share == null ? Sheet.MISSING : share.basis().name().toLowerCase(Locale.ROOT),
          share == null ? Sheet.MISSING : (Object) share.per());
    }
    return sheet;
  }
}

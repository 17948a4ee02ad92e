package io.willingly.streams.signoff;

import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.signoff.Targets.Target;
import java.time.LocalDate;
import java.util.Objects;

/** Targets as rows. */
public final class TargetsText {
  private TargetsText() {}

  /** A row for each. */
  public static Sheet of(Targets targets) {
    Sheet sheet = new Sheet("scope", "id", "metric", "from", "rate", "set_by", "set_at", "note");
    for (Target target : targets.all()) {
      sheet.row(
          ScopeNames.of(target.at().scope().kind()),
          target.at().scope().id(),
          target.at().metric().text(),
          LocalDate.ofEpochDay(target.at().from()).toString(),
          target.rate(),
          target.setBy(),
          target.setAt().toString(),
          Objects.requireNonNullElse(target.note(), ""));
    }
    return sheet;
  }
}

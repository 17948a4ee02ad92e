package io.willingly.streams.definition;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.query.Sheet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rule sets as rows. */
public final class RuleSetsText {
  private RuleSetsText() {}

  /** A row for each, the oldest first, with what it changed. */
  public static Sheet of(RuleSets known) {
    Sheet sheet = new Sheet("version", "hash", "state", "since", "set_by", "changes");
    @Nullable Definition before = null;
    for (RuleSet set : known.all()) {
      sheet.row(
          set.version(),
          set.definition().hash(),
          known.shown(set).name(),
          set.since().toString(),
          Objects.requireNonNullElse(set.setBy(), ""),
          before == null ? "" : String.join("; ", RuleSet.differences(before, set.definition())));
      before = set.definition();
    }
    return sheet;
  }
}

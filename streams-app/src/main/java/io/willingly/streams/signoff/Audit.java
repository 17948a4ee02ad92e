package io.willingly.streams.signoff;

import io.willingly.event.SignOff;
import io.willingly.event.SignedFigure;
import io.willingly.event.SignedSheet;
import io.willingly.streams.query.Figures;
import io.willingly.streams.query.ScopeNames;
import io.willingly.streams.signoff.SignOffs.Signed;
import java.util.ArrayList;
import java.util.List;

/**
 * Signed figures beside those of now, as known on the same day.
 *
 * @param differences one sentence each; empty when the figures are what was signed
 */
public record Audit(List<String> differences) {
  public Audit {
    differences = List.copyOf(differences);
  }

  /** The columns that were signed, in their order. */
  public static List<String> columns(Signed signed) {
    return signed.signOff().getFigures().stream().map(SignedFigure::getColumn).toList();
  }

  /**
   * Compares.
   *
   * @param now the figures of the same period, day and columns
   */
  public static Audit of(Signed signed, Figures now) {
    SignOff then = signed.signOff();
    List<String> differences = new ArrayList<>();
    if (then.getSha256().equals(now.sha256())) {
      return new Audit(differences);
    }
    if (!then.getDefinitionHash().equals(now.definitionHash())) {
      differences.add(
          "signed under rule set %d (%s), counted under %d (%s) now"
              .formatted(
                  signed.definitionVersion(),
                  then.getDefinitionHash(),
                  now.definitionVersion(),
                  now.definitionHash()));
    }
    if (then.getFoldVersion() != now.foldVersion()) {
      differences.add(
          "counted by version %d of the fold then, by %d now"
              .formatted(then.getFoldVersion(), now.foldVersion()));
    }
    for (SignedSheet sheet : then.getSheets()) {
      for (Figures.SignedSheet other : now.sheets()) {
        if (ScopeNames.of(other.kind()).equals(sheet.getScope())
            && !other.sha256().equals(sheet.getSha256())) {
          differences.add(
              "the report of --scope %s differs: %d rows then, %d now"
                  .formatted(sheet.getScope(), sheet.getRows(), other.rows()));
        }
      }
    }
    for (SignedFigure figure : then.getFigures()) {
      String value = now.organisation().getOrDefault(figure.getColumn(), "");
      if (!figure.getValue().equals(value)) {
        differences.add(
            "the organisation's %s was '%s', is '%s'"
                .formatted(figure.getColumn(), figure.getValue(), value));
      }
    }
    return new Audit(differences);
  }
}

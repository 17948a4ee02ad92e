package io.willingly.connectors.guess;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What the values of a stage say about a deal. */
enum Stages {
  CANCELLED("cancel|refund|return|storni|charge ?back|revers|anulad|annul"),
  LOST("\\blost\\b|closedlost|verloren|perdu|perdid|declin|disqualif|rejected|dead"),
  WON(
      "\\bwon\\b|gewonnen|gagn|ganad|vinto|closedwon|complet|deliver|shipp|fulfil|invoiced|paid\\b"
          + "|signed|approved|\\bsold\\b|^(true|yes|ja|si|1)$|bezahlt|processing");

  private final Pattern words;

  Stages(String words) {
    this.words = Pattern.compile(words);
  }

  /** The column's values that say so. */
  Set<String> in(Column column) {
    Set<String> values = new LinkedHashSet<>();
    for (String value : column.distinct()) {
      String read = Column.words(value);
      boolean earlier = false;
      for (Stages stage : values()) {
        if (stage == this) {
          break;
        }
        earlier |= stage.words.matcher(read).find();
      }
      if (!earlier && words.matcher(read).find() && !read.matches("un(paid|signed).*|not .*")) {
        values.add(value);
      }
    }
    return values;
  }
}

package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.FileRows;
import io.willingly.connectors.mapping.Mark;
import io.willingly.connectors.mapping.RowOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that is being read, one step ahead: so it is known which step is the last. */
final class ReplayFile implements Closeable {
  private final String name;
  private final FileRows rows;
  private final boolean quiet;
  private FileOffset offset;
  private @Nullable Step ahead;
  private boolean cut;

  /**
   * What is read at once, usually a row.
   *
   * @param before where the file was left before it
   * @param after where it is left then
   */
  record Step(List<RowOutcome> outcomes, FileOffset before, FileOffset after) {}

  /**
   * Takes a file that is open where the offset says.
   *
   * @param quiet whether a last row without an end is one
   */
  ReplayFile(String name, FileRows rows, FileOffset offset, boolean quiet) throws IOException {
    this.name = name;
    this.rows = rows;
    this.offset = offset;
    this.quiet = quiet;
    read();
  }

  private void read() throws IOException {
    List<RowOutcome> outcomes = rows.next();
    if (outcomes.isEmpty()) {
      ahead = null;
    } else if (!rows.whole() && !quiet) {
      ahead = null;
      cut = true;
    } else {
      Mark mark = rows.mark();
      ahead = new Step(outcomes, offset, offset.at(mark));
      offset = offset.at(mark);
    }
  }

  String name() {
    return name;
  }

  /** Whether all is read that can be. */
  boolean finished() {
    return ahead == null;
  }

  /** Whether it ends with a row that may not be there yet as a whole. */
  boolean cut() {
    return cut;
  }

  /** What comes next; not to be asked when finished. */
  Step next() throws IOException {
    Step step = ahead;
    if (step == null) {
      throw new IllegalStateException(name + " is read to its end");
    }
    read();
    return step;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}

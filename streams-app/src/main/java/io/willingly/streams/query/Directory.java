package io.willingly.streams.query;

import java.util.List;

/**
 * The reps the directory has on a day.
 *
 * @param definitionVersion rule set in force
 * @param lag records still to be read when it was made
 * @param reps by id in UTF-8 byte order
 */
public record Directory(AsOf asOf, int definitionVersion, long lag, List<RepEntry> reps) {
  public Directory {
    reps = List.copyOf(reps);
  }
}

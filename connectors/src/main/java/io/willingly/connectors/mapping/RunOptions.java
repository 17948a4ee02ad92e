package io.willingly.connectors.mapping;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the host decides about a run.
 *
 * @param source the source instance written into the events, such as {@code hubspot-eu}
 * @param revisions revision of the events whose rows bring none
 * @param longestView how long a view may compute, in whole seconds; null for as long as it takes
 */
public record RunOptions(String source, FileRevisions revisions, @Nullable Duration longestView) {
  /** Views compute as long as they take. */
  public RunOptions(String source, FileRevisions revisions) {
    this(source, revisions, null);
  }

  public static RunOptions of(String source) {
    return new RunOptions(source, FileRevisions.lastModified());
  }
}

package io.willingly.connectors.mapping;

/**
 * What the host decides about a run.
 *
 * @param source the source instance written into the events, such as {@code hubspot-eu}
 * @param revisions revision of the events whose rows bring none
 */
public record RunOptions(String source, FileRevisions revisions) {
  public static RunOptions of(String source) {
    return new RunOptions(source, FileRevisions.lastModified());
  }
}

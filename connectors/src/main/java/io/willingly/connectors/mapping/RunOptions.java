package io.willingly.connectors.mapping;

import java.util.OptionalLong;

/**
 * What the host decides about a run.
 *
 * @param source the source instance written into the events, such as {@code hubspot-eu}
 * @param revision revision of the events whose source has none; empty: last-modified time of the
 *     files (ADR 0006)
 */
public record RunOptions(String source, OptionalLong revision) {
  public static RunOptions of(String source) {
    return new RunOptions(source, OptionalLong.empty());
  }
}

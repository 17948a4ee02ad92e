package io.willingly.metrics.fact;

import java.util.Comparator;

/**
 * Version of a fact (R3): the greater of two wins.
 *
 * @param revision grows at the source, such as its updatedAt in milliseconds
 * @param mappingVersion version of the mapping that wrote it; breaks ties, so a corrected mapping
 *     supersedes what the old one wrote
 */
public record Version(long revision, int mappingVersion) implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparingLong(Version::revision).thenComparingInt(Version::mappingVersion);

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}

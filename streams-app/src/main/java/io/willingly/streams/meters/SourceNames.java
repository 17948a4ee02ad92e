package io.willingly.streams.meters;

import java.util.HashSet;
import java.util.Set;

/**
 * Which sources have a series of their own: the first {@link #MOST} that were seen. Anybody who may
 * write to an input topic may invent names, so the others share one. Not thread-safe.
 */
final class SourceNames {
  static final int MOST = 50;
  private static final int LONGEST = 64;

  private final Set<String> named = new HashSet<>();

  /** The label of a source; always the same for the same source. */
  String label(String source) {
    boolean own =
        named.contains(source)
            || (named.size() < MOST && source.length() <= LONGEST && named.add(source));
    return own ? source : Meter.OTHER;
  }
}

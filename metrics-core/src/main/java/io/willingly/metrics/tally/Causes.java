package io.willingly.metrics.tally;

import io.willingly.metrics.fact.Fact;
import java.util.List;
import java.util.TreeSet;

/**
 * The facts behind a difference, as many as are worth telling (R53). Which are listed does not
 * depend on the order in which differences are summed.
 *
 * @param listed the first {@link #MAX}, ascending
 * @param count of all; exact while all are listed, else one that changed several cells may be
 *     counted for each
 */
public record Causes(List<Cause> listed, int count) {
  /** As many are listed. */
  public static final int MAX = 16;

  /** Of a difference nobody will ask about. */
  public static final Causes NONE = new Causes(List.of(), 0);

  public Causes {
    listed = List.copyOf(listed);
  }

  public static Causes of(Fact fact) {
    return of(Cause.of(fact.id(), fact.retracted(), fact.content()));
  }

  public static Causes of(Cause cause) {
    return new Causes(List.of(cause), 1);
  }

  public boolean none() {
    return count == 0;
  }

  /** The causes of both. */
  public Causes plus(Causes other) {
    if (other.none() || (allListed() && equals(other))) {
      return this;
    }
    if (none()) {
      return other;
    }
    TreeSet<Cause> all = new TreeSet<>(listed);
    all.addAll(other.listed);
    int total = all.size() + unlisted() + other.unlisted();
    return new Causes(all.stream().limit(MAX).toList(), total);
  }

  private boolean allListed() {
    return unlisted() == 0;
  }

  private int unlisted() {
    return count - listed.size();
  }
}

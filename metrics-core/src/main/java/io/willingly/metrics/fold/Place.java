package io.willingly.metrics.fold;

import org.jspecify.annotations.Nullable;

/**
 * A place between facts in order (R1): before all facts of a time, or right before or after a fact.
 */
record Place(long micros, @Nullable SeenFact fact, boolean after) implements Comparable<Place> {
  static final Place START = at(Long.MIN_VALUE);
  static final Place END = at(Long.MAX_VALUE);

  static Place at(long micros) {
    return new Place(micros, null, false);
  }

  static Place before(SeenFact fact) {
    return new Place(fact.occurredAt(), fact, false);
  }

  static Place after(SeenFact fact) {
    return new Place(fact.occurredAt(), fact, true);
  }

  @Override
  public int compareTo(Place other) {
    if (fact == null || other.fact == null) {
      int order = Long.compare(micros, other.micros);
      return order != 0 ? order : Boolean.compare(fact != null, other.fact != null);
    }
    int order = fact.compareTo(other.fact);
    return order != 0 ? order : Boolean.compare(after, other.after);
  }

  /** Whether a fact lies before this. */
  boolean follows(SeenFact other) {
    if (fact == null) {
      return other.occurredAt() < micros;
    }
    int order = other.compareTo(fact);
    return after ? order <= 0 : order < 0;
  }

  /** As the order part of a key (R1). */
  byte[] toBytes(byte[] prefix) {
    Key key = new Key().putRaw(prefix);
    if (fact == null) {
      return key.putLong(micros).toBytes();
    }
    Index.order(key, fact);
    return after ? key.end() : key.toBytes();
  }
}

package io.willingly.streams.instance;

import io.willingly.streams.query.Owners;
import io.willingly.streams.query.StatePart.Span;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a reader reads of one owner after the other, in the order of their rows: most likely the
 * same rows of the next.
 */
final class Habit {
  private final NavigableSet<Bytes> owners = new TreeSet<>();
  private final NavigableSet<Bytes> tails = new TreeSet<>();
  private @Nullable Bytes current;

  /** Learns whose rows there are, by a key of each. */
  void learn(Collection<Bytes> keys) {
    keys.forEach(key -> owners.add(Bytes.wrap(Owners.prefix(key))));
  }

  /**
   * Notes what is read.
   *
   * @return whether it begins to read an owner's rows, after those of others
   */
  boolean reads(Bytes key) {
    Bytes before = current;
    if (before != null && StateWire.begins(key, before)) {
      tails.add(StateWire.tail(before, key));
      return false;
    }
    Bytes owner = Bytes.wrap(Owners.prefix(key));
    current = owner;
    if (before != null && owner.compareTo(before) < 0) {
      // It begins anew, and reads something else.
      tails.clear();
    }
    boolean goesOn = !tails.isEmpty() && owners.contains(owner);
    tails.add(StateWire.tail(owner, key));
    return goesOn;
  }

  /** What it reads of each, behind what all keys of an owner begin with. */
  List<Bytes> tails() {
    return List.copyOf(tails);
  }

  /** All rows of each of the owners it reads next, the one it reads now the first of them. */
  List<Span> next(int most) {
    Bytes now = current;
    return now == null ? List.of() : spans(owners.tailSet(now, true), most);
  }

  /** All rows of each of the owners behind one. */
  List<Span> behind(Span last, int most) {
    return spans(owners.tailSet(last.from(), false), most);
  }

  private static List<Span> spans(NavigableSet<Bytes> owners, int most) {
    return owners.stream().limit(most).map(owner -> new Span(owner, Owners.after(owner))).toList();
  }
}

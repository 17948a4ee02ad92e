package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a {@link PagedMap}: entries of a leaf, or the first keys of the pages below it. */
final class Page {
  boolean leaf = true;

  /** In the root: the number the next new page gets. */
  int nextPage = PagedMap.ROOT + 1;

  boolean dirty;
  final List<byte[]> keys = new ArrayList<>();

  /** Of a leaf. */
  final List<byte[]> values = new ArrayList<>();

  /** Numbers of the pages below. */
  final List<Integer> children = new ArrayList<>();

  /** Sums of the pages below; of a leaf the weights of its entries, null until asked for. */
  final List<@Nullable Tally> sums = new ArrayList<>();

  /** Index of the key, or minus one minus the place it would take. */
  int find(byte[] key) {
    int low = 0;
    int high = keys.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(keys.get(middle), key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Index of the first key at or after a key. */
  int ceiling(byte[] key) {
    int found = find(key);
    return found >= 0 ? found : -found - 1;
  }

  /** The child whose keys may include the key. */
  int childFor(byte[] key) {
    int found = find(key);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  void insertEntry(int at, byte[] key, byte[] value, Tally weight) {
    keys.add(at, key);
    values.add(at, value);
    sums.add(at, weight);
  }

  void insertChild(int at, byte[] key, int number, Tally sum) {
    keys.add(at, key);
    children.add(at, number);
    sums.add(at, sum);
  }

  void remove(int at) {
    keys.remove(at);
    sums.remove(at);
    if (leaf) {
      values.remove(at);
    } else {
      children.remove(at);
    }
  }

  /** Moves everything from an index on to a new page of the same level. */
  Page cut(int at) {
    Page right = new Page();
    right.leaf = leaf;
    right.dirty = true;
    move(keys, right.keys, at);
    move(sums, right.sums, at);
    if (leaf) {
      move(values, right.values, at);
    } else {
      move(children, right.children, at);
    }
    dirty = true;
    return right;
  }

  private static <T extends @Nullable Object> void move(List<T> from, List<T> to, int at) {
    List<T> tail = from.subList(at, from.size());
    to.addAll(tail);
    tail.clear();
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter(1024).putBoolean(leaf).putInt(nextPage);
    out.putInt(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      out.putBytes(keys.get(i));
      if (leaf) {
        out.putBytes(values.get(i));
      } else {
        Tally sum = sums.get(i);
        TallyBytes.write(out.putInt(children.get(i)), sum == null ? Tally.ZERO : sum);
      }
    }
    return out.toBytes();
  }

  static Page read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    Page page = new Page();
    page.leaf = in.getBoolean();
    page.nextPage = in.getInt();
    for (int left = in.getInt(); left > 0; left--) {
      page.keys.add(in.getBytes());
      if (page.leaf) {
        page.values.add(in.getBytes());
        page.sums.add(null);
      } else {
        page.children.add(in.getInt());
        page.sums.add(TallyBytes.readTally(in));
      }
    }
    return page;
  }
}

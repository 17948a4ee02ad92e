package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.tally.Tally;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map in pages (R92): a B+ tree (Bayer and McCreight 1972) of point rows, in which every
 * page above the leaves knows the sums of the pages below it. A look-up reads one page per level,
 * and so does the sum over any stretch. Pages read are held, and changes written, until {@link
 * #flush()}.
 */
final class PagedMap {
  static final int ROOT = 0;

  private final Rows rows;
  private final int name;
  private final int pageSize;
  private final Weights weights;
  private final Map<Integer, Page> pages = new HashMap<>();

  /** What the change under way adds to the sums above it. */
  private Tally change = Tally.ZERO;

  /**
   * A map among a customer's rows.
   *
   * @param name first byte of its row keys
   * @param pageSize most entries a page has, at least 2
   * @param weights what the value of an entry adds to sums
   */
  PagedMap(Rows rows, int name, int pageSize, Weights weights) {
    this.rows = rows;
    this.name = name;
    this.pageSize = pageSize;
    this.weights = weights;
  }

  /** What a value adds to the sums. */
  interface Weights {
    Weights NONE = value -> Tally.ZERO;

    Tally of(byte[] value);
  }

  /** An entry; the arrays are the map's own and must not be changed. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte[] key, byte[] value) {}

  /** Sees entries in order until it returns false. */
  interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }

  byte @Nullable [] get(byte[] key) {
    Page page = page(ROOT);
    while (!page.leaf) {
      page = page(page.children.get(page.childFor(key)));
    }
    int found = page.find(key);
    return found < 0 ? null : page.values.get(found);
  }

  void put(byte[] key, byte[] value) {
    int sibling = put(ROOT, key, value);
    if (sibling != ROOT) {
      Page root = page(ROOT);
      int leftNumber = root.nextPage++;
      Page left = root.cut(0);
      pages.put(leftNumber, left);
      root.leaf = false;
      root.insertChild(0, left.keys.get(0), leftNumber, total(left));
      Page right = page(sibling);
      root.insertChild(1, right.keys.get(0), sibling, total(right));
    }
  }

  /** Puts an entry, or removes it. */
  void set(byte[] key, byte[] value, boolean there) {
    if (there) {
      put(key, value);
    } else {
      remove(key);
    }
  }

  /** Puts below a page; returns the page split off its end, or {@link #ROOT} when none was. */
  private int put(int number, byte[] key, byte[] value) {
    Page page = page(number);
    if (page.leaf) {
      putEntry(page, key, value);
    } else {
      int child = page.childFor(key);
      int sibling = put(page.children.get(child), key, value);
      Tally sum = add(page, child, change);
      if (Arrays.compareUnsigned(key, page.keys.get(child)) < 0) {
        page.keys.set(child, key);
        page.dirty = true;
      }
      if (sibling != ROOT) {
        Page right = page(sibling);
        Tally moved = total(right);
        page.sums.set(child, sum.minus(moved));
        page.insertChild(child + 1, right.keys.get(0), sibling, moved);
        page.dirty = true;
      }
    }
    return page.keys.size() > pageSize ? split(page) : ROOT;
  }

  private void putEntry(Page leaf, byte[] key, byte[] value) {
    Tally weight = weights.of(value);
    int found = leaf.find(key);
    if (found >= 0) {
      change = weight.minus(sum(leaf, found));
      leaf.values.set(found, value);
      leaf.sums.set(found, weight);
    } else {
      change = weight;
      leaf.insertEntry(-found - 1, key, value, weight);
    }
    leaf.dirty = true;
  }

  private Tally add(Page page, int child, Tally more) {
    Tally sum = sum(page, child);
    if (!more.isZero()) {
      sum = sum.plus(more);
      page.sums.set(child, sum);
      page.dirty = true;
    }
    return sum;
  }

  private Tally sum(Page page, int i) {
    Tally sum = page.sums.get(i);
    if (sum == null) {
      sum = weights.of(page.values.get(i));
      page.sums.set(i, sum);
    }
    return sum;
  }

  private Tally total(Page page) {
    Tally.Builder total = new Tally.Builder();
    for (int i = 0; i < page.keys.size(); i++) {
      total.add(sum(page, i));
    }
    return total.build();
  }

  private int split(Page page) {
    // Keys mostly grow, so the left page is left nearly full.
    Page right = page.cut(page.keys.size() * 3 / 4);
    Page root = page(ROOT);
    int number = root.nextPage++;
    root.dirty = true;
    pages.put(number, right);
    return number;
  }

  void remove(byte[] key) {
    change = Tally.ZERO;
    if (remove(ROOT, key)) {
      page(ROOT).leaf = true;
    }
  }

  /** Removes below a page; tells whether the page is empty now. */
  private boolean remove(int number, byte[] key) {
    Page page = page(number);
    if (page.leaf) {
      int found = page.find(key);
      if (found >= 0) {
        change = sum(page, found).negate();
        page.remove(found);
        page.dirty = true;
      }
    } else {
      int child = page.childFor(key);
      int childNumber = page.children.get(child);
      if (remove(childNumber, key)) {
        page.remove(child);
        page.dirty = true;
        pages.remove(childNumber);
        rows.delete(rowKey(childNumber));
      } else {
        add(page, child, change);
      }
    }
    return page.keys.isEmpty();
  }

  /** A way through the pages; sees what lies wholly or partly between two keys. */
  private interface Walk {
    /** Whether nothing below a page, or nothing of it but its sum, is needed. */
    boolean skips(Tally sum, boolean inside);

    /** Sees an entry; false ends the walk. */
    boolean sees(Page leaf, int i);
  }

  private boolean walk(
      int number, byte[] from, byte[] to, byte @Nullable [] end, boolean onward, Walk walk) {
    Page page = page(number);
    int first = page.leaf ? page.ceiling(from) : page.childFor(from);
    int after = page.ceiling(to);
    for (int n = 0; n < after - first; n++) {
      int i = onward ? first + n : after - 1 - n;
      boolean more;
      if (page.leaf) {
        more = walk.sees(page, i);
      } else {
        byte[] childEnd = i + 1 < page.keys.size() ? page.keys.get(i + 1) : end;
        boolean inside =
            childEnd != null
                && Arrays.compareUnsigned(page.keys.get(i), from) >= 0
                && Arrays.compareUnsigned(childEnd, to) <= 0;
        more =
            walk.skips(sum(page, i), inside)
                || walk(page.children.get(i), from, to, childEnd, onward, walk);
      }
      if (!more) {
        return false;
      }
    }
    return true;
  }

  /** Visits the entries from {@code from} (inclusive) to {@code to} (exclusive) in order. */
  void scan(byte[] from, byte[] to, Visitor visitor) {
    visit(from, to, null, true, visitor);
  }

  /** Visits those entries on which the measure is not 0. */
  void visit(byte[] from, byte[] to, ToLongFunction<Tally> measure, Visitor visitor) {
    visit(from, to, measure, true, visitor);
  }

  private void visit(
      byte[] from,
      byte[] to,
      @Nullable ToLongFunction<Tally> measure,
      boolean onward,
      Visitor visitor) {
    walk(
        ROOT,
        from,
        to,
        null,
        onward,
        new Walk() {
          @Override
          public boolean skips(Tally sum, boolean inside) {
            return measure != null && measure.applyAsLong(sum) == 0;
          }

          @Override
          public boolean sees(Page leaf, int i) {
            boolean passes = measure != null && measure.applyAsLong(sum(leaf, i)) == 0;
            return passes || visitor.visit(leaf.keys.get(i), leaf.values.get(i));
          }
        });
  }

  /** The sum of all entries from {@code from} (inclusive) to {@code to} (exclusive). */
  Tally sum(byte[] from, byte[] to) {
    Tally.Builder total = new Tally.Builder();
    walk(
        ROOT,
        from,
        to,
        null,
        true,
        new Walk() {
          @Override
          public boolean skips(Tally sum, boolean inside) {
            if (inside) {
              total.add(sum);
            }
            return inside || sum.isZero();
          }

          @Override
          public boolean sees(Page leaf, int i) {
            total.add(sum(leaf, i));
            return true;
          }
        });
    return total.build();
  }

  /** The entry at which the measure, summed from {@code from} on, reaches a threshold. */
  @Nullable Entry reach(byte[] from, byte[] to, ToLongFunction<Tally> measure, long threshold) {
    Entry[] found = new Entry[1];
    walk(
        ROOT,
        from,
        to,
        null,
        true,
        new Walk() {
          private long rest = threshold;

          @Override
          public boolean skips(Tally sum, boolean inside) {
            long value = measure.applyAsLong(sum);
            boolean skips = value == 0 || (inside && value < rest);
            rest -= skips ? value : 0;
            return skips;
          }

          @Override
          public boolean sees(Page leaf, int i) {
            long value = measure.applyAsLong(sum(leaf, i));
            rest -= value;
            if (value == 0 || rest > 0) {
              return true;
            }
            found[0] = new Entry(leaf.keys.get(i), leaf.values.get(i));
            return false;
          }
        });
    return found[0];
  }

  /** The last entry of a stretch on which the measure is not 0. */
  @Nullable Entry last(byte[] from, byte[] to, ToLongFunction<Tally> measure) {
    return one(from, to, measure, false);
  }

  /** The first entry at or after a key. */
  @Nullable Entry ceiling(byte[] key) {
    return one(key, Key.LAST, null, true);
  }

  /** The last entry before a key. */
  @Nullable Entry lower(byte[] key) {
    return one(new byte[0], key, null, false);
  }

  private @Nullable Entry one(
      byte[] from, byte[] to, @Nullable ToLongFunction<Tally> measure, boolean onward) {
    Entry[] found = new Entry[1];
    visit(
        from,
        to,
        measure,
        onward,
        (key, value) -> {
          found[0] = new Entry(key, value);
          return false;
        });
    return found[0];
  }

  /** Writes the pages that changed. */
  void flush() {
    pages.forEach(
        (number, page) -> {
          if (page.dirty) {
            if (page.keys.isEmpty()) {
              rows.delete(rowKey(number));
            } else {
              rows.put(rowKey(number), page.toBytes());
            }
            page.dirty = false;
          }
        });
  }

  private Page page(int number) {
    Page page = pages.get(number);
    if (page == null) {
      byte[] bytes = rows.get(rowKey(number));
      page = bytes == null ? new Page() : Page.read(bytes);
      pages.put(number, page);
    }
    return page;
  }

  private byte[] rowKey(int number) {
    ByteWriter key = new ByteWriter(4).putByte(name);
    return (number == ROOT ? key : key.putInt(number)).toBytes();
  }
}

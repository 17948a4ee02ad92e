package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map in pages (R92): a B+ tree (Bayer and McCreight 1972) of point rows. A look-up
 * reads one page per level; with 64 entries a page that is three levels for a quarter of a million
 * entries. Pages read are held, and changes written, until {@link #flush()}.
 */
final class PagedMap {
  private static final int ROOT = 0;

  private final Rows rows;
  private final int name;
  private final int pageSize;
  private final Map<Integer, Page> pages = new HashMap<>();

  /**
   * A map among a customer's rows.
   *
   * @param name first byte of its row keys
   * @param pageSize most entries a page has, at least 2
   */
  public PagedMap(Rows rows, int name, int pageSize) {
    this.rows = rows;
    this.name = name;
    this.pageSize = pageSize;
  }

  /** An entry; the arrays are the map's own and must not be changed. */
  public static final class Entry {
    private final byte[] key;
    private final byte[] value;

    Entry(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    public byte[] key() {
      return key;
    }

    public byte[] value() {
      return value;
    }
  }

  /** Sees entries in order until it returns false. */
  public interface Visitor {
    boolean visit(byte[] key, byte[] value);
  }

  /** A page: entries of a leaf, or first keys and page numbers of the level below. */
  private static final class Page {
    boolean leaf = true;
    int nextPage = ROOT + 1;
    boolean dirty;
    final List<byte[]> keys = new ArrayList<>();
    final List<byte[]> values = new ArrayList<>();
    final List<Integer> children = new ArrayList<>();

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

    /** The child whose keys may include the key. */
    int childFor(byte[] key) {
      int found = find(key);
      return found >= 0 ? found : Math.max(0, -found - 2);
    }
  }

  public byte @Nullable [] get(byte[] key) {
    Page page = page(ROOT);
    while (!page.leaf) {
      page = page(page.children.get(page.childFor(key)));
    }
    int found = page.find(key);
    return found < 0 ? null : page.values.get(found);
  }

  public void put(byte[] key, byte[] value) {
    int sibling = put(ROOT, key, value);
    if (sibling != ROOT) {
      Page root = page(ROOT);
      Page left = new Page();
      int leftNumber = root.nextPage++;
      left.leaf = root.leaf;
      left.keys.addAll(root.keys);
      left.values.addAll(root.values);
      left.children.addAll(root.children);
      left.dirty = true;
      pages.put(leftNumber, left);
      root.leaf = false;
      root.keys.clear();
      root.values.clear();
      root.children.clear();
      root.keys.add(left.keys.get(0));
      root.children.add(leftNumber);
      root.keys.add(page(sibling).keys.get(0));
      root.children.add(sibling);
      root.dirty = true;
    }
  }

  /** Puts below a page; returns the page split off its end, or {@link #ROOT} when none was. */
  private int put(int number, byte[] key, byte[] value) {
    Page page = page(number);
    if (page.leaf) {
      int found = page.find(key);
      if (found >= 0) {
        page.values.set(found, value);
      } else {
        page.keys.add(-found - 1, key);
        page.values.add(-found - 1, value);
      }
      page.dirty = true;
    } else {
      int child = page.childFor(key);
      int sibling = put(page.children.get(child), key, value);
      if (Arrays.compareUnsigned(key, page.keys.get(child)) < 0) {
        page.keys.set(child, key);
        page.dirty = true;
      }
      if (sibling != ROOT) {
        page.keys.add(child + 1, page(sibling).keys.get(0));
        page.children.add(child + 1, sibling);
        page.dirty = true;
      }
    }
    return page.keys.size() > pageSize ? split(page) : ROOT;
  }

  private int split(Page page) {
    // Keys mostly grow, so the left page is left nearly full.
    int at = page.keys.size() * 3 / 4;
    Page right = new Page();
    right.leaf = page.leaf;
    right.dirty = true;
    move(page.keys, right.keys, at);
    move(page.leaf ? page.values : page.children, page.leaf ? right.values : right.children, at);
    page.dirty = true;
    Page root = page(ROOT);
    int number = root.nextPage++;
    root.dirty = true;
    pages.put(number, right);
    return number;
  }

  @SuppressWarnings("unchecked")
  private static <T> void move(List<?> from, List<?> to, int at) {
    List<T> tail = (List<T>) from.subList(at, from.size());
    ((List<T>) to).addAll(tail);
    tail.clear();
  }

  public void remove(byte[] key) {
    if (remove(ROOT, key)) {
      Page root = page(ROOT);
      root.leaf = true;
      root.children.clear();
    }
  }

  /** Removes below a page; tells whether the page is empty now. */
  private boolean remove(int number, byte[] key) {
    Page page = page(number);
    if (page.leaf) {
      int found = page.find(key);
      if (found >= 0) {
        page.keys.remove(found);
        page.values.remove(found);
        page.dirty = true;
      }
    } else {
      int child = page.childFor(key);
      int childNumber = page.children.get(child);
      if (remove(childNumber, key)) {
        page.keys.remove(child);
        page.children.remove(child);
        page.dirty = true;
        pages.remove(childNumber);
        rows.delete(rowKey(childNumber));
      }
    }
    return page.keys.isEmpty();
  }

  /** Visits the entries from {@code from} (inclusive) to {@code to} (exclusive) in order. */
  public void scan(byte[] from, byte[] to, Visitor visitor) {
    scan(ROOT, from, to, visitor);
  }

  private boolean scan(int number, byte[] from, byte[] to, Visitor visitor) {
    Page page = page(number);
    int start = page.leaf ? place(page.find(from)) : page.childFor(from);
    for (int i = start; i < page.keys.size(); i++) {
      if (Arrays.compareUnsigned(page.keys.get(i), to) >= 0) {
        return false;
      }
      boolean more =
          page.leaf
              ? visitor.visit(page.keys.get(i), page.values.get(i))
              : scan(page.children.get(i), from, to, visitor);
      if (!more) {
        return false;
      }
    }
    return true;
  }

  private static int place(int found) {
    return found >= 0 ? found : -found - 1;
  }

  /** The first entry at or after a key. */
  public @Nullable Entry ceiling(byte[] key) {
    return ceiling(ROOT, key);
  }

  private @Nullable Entry ceiling(int number, byte[] key) {
    Page page = page(number);
    if (page.leaf) {
      int at = place(page.find(key));
      return at < page.keys.size() ? new Entry(page.keys.get(at), page.values.get(at)) : null;
    }
    for (int i = page.childFor(key); i < page.children.size(); i++) {
      Entry entry = ceiling(page.children.get(i), key);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  /** The last entry before a key. */
  public @Nullable Entry lower(byte[] key) {
    return lower(ROOT, key);
  }

  private @Nullable Entry lower(int number, byte[] key) {
    Page page = page(number);
    if (page.leaf) {
      int at = place(page.find(key)) - 1;
      return at >= 0 ? new Entry(page.keys.get(at), page.values.get(at)) : null;
    }
    for (int i = page.childFor(key); i >= 0 && i < page.children.size(); i--) {
      Entry entry = lower(page.children.get(i), key);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  /** Writes the pages that changed. */
  public void flush() {
    pages.forEach(
        (number, page) -> {
          if (page.dirty) {
            if (page.keys.isEmpty()) {
              rows.delete(rowKey(number));
            } else {
              rows.put(rowKey(number), write(page));
            }
            page.dirty = false;
          }
        });
  }

  private Page page(int number) {
    Page page = pages.get(number);
    if (page == null) {
      byte[] bytes = rows.get(rowKey(number));
      page = bytes == null ? new Page() : read(bytes);
      pages.put(number, page);
    }
    return page;
  }

  private byte[] rowKey(int number) {
    ByteWriter key = new ByteWriter(4).putByte(name);
    return (number == ROOT ? key : key.putInt(number)).toBytes();
  }

  private static byte[] write(Page page) {
    ByteWriter out = new ByteWriter(1024).putBoolean(page.leaf).putInt(page.nextPage);
    out.putInt(page.keys.size());
    for (int i = 0; i < page.keys.size(); i++) {
      out.putBytes(page.keys.get(i));
      if (page.leaf) {
        out.putBytes(page.values.get(i));
      } else {
        out.putInt(page.children.get(i));
      }
    }
    return out.toBytes();
  }

  private static Page read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    Page page = new Page();
    page.leaf = in.getBoolean();
    page.nextPage = in.getInt();
    for (int left = in.getInt(); left > 0; left--) {
      page.keys.add(in.getBytes());
      if (page.leaf) {
        page.values.add(in.getBytes());
      } else {
        page.children.add(in.getInt());
      }
    }
    return page;
  }
}

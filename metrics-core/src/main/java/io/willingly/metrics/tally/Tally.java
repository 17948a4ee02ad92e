package io.willingly.metrics.tally;

import java.util.Arrays;

/**
 * A sparse vector of integers: the commutative group everything is summed in (add, subtract, zero).
 * Immutable; zeros are not stored, so equal sums are equal objects. Sums that overflow a long throw
 * {@link ArithmeticException}.
 */
public final class Tally {
  public static final Tally ZERO = new Tally(new int[0], new long[0]);

  private final int[] keys;
  private final long[] values;

  private Tally(int[] keys, long[] values) {
    this.keys = keys;
    this.values = values;
  }

  public boolean isZero() {
    return keys.length == 0;
  }

  public int size() {
    return keys.length;
  }

  /** Key of the i-th entry, ascending; see {@link TallyField#key(int)}. */
  public int keyAt(int i) {
    return keys[i];
  }

  public long valueAt(int i) {
    return values[i];
  }

  /** Index of the first entry of a field, if it has any; see {@link #indexAfter}. */
  public int indexOf(TallyField field) {
    return place(field.key());
  }

  /** Index after the last entry of a field. */
  public int indexAfter(TallyField field) {
    return place(field.key() + TallyField.MAX_BUCKET + 1);
  }

  private int place(int key) {
    int i = Arrays.binarySearch(keys, key);
    return i < 0 ? -i - 1 : i;
  }

  public long get(TallyField field) {
    return get(field.key());
  }

  public long get(TallyField field, int bucket) {
    return get(field.key(bucket));
  }

  /** Value of a raw key; see {@link TallyField#key(int)}. */
  public long get(int key) {
    int i = Arrays.binarySearch(keys, key);
    return i < 0 ? 0 : values[i];
  }

  /** Sum of the buckets from {@code first} to {@code last}, both inclusive. */
  public long sum(TallyField field, int first, int last) {
    int i = Arrays.binarySearch(keys, field.key(first));
    long sum = 0;
    for (i = i < 0 ? -i - 1 : i; i < keys.length && keys[i] <= field.key(last); i++) {
      sum = Math.addExact(sum, values[i]);
    }
    return sum;
  }

  /** Sum of all buckets. */
  public long sum(TallyField field) {
    return sum(field, 0, TallyField.MAX_BUCKET);
  }

  public Tally plus(Tally other) {
    return combine(other, 1);
  }

  public Tally minus(Tally other) {
    return combine(other, -1);
  }

  public Tally negate() {
    return ZERO.minus(this);
  }

  /** The same without the entries of a field. */
  public Tally without(TallyField field) {
    int from = indexOf(field);
    int to = indexAfter(field);
    if (from == to) {
      return this;
    }
    int[] rest = Arrays.copyOf(keys, keys.length - (to - from));
    long[] restValues = Arrays.copyOf(values, rest.length);
    System.arraycopy(keys, to, rest, from, keys.length - to);
    System.arraycopy(values, to, restValues, from, keys.length - to);
    return rest.length == 0 ? ZERO : new Tally(rest, restValues);
  }

  private Tally combine(Tally other, int sign) {
    if (other.isZero()) {
      return this;
    }
    if (isZero() && sign > 0) {
      return other;
    }
    int[] sumKeys = new int[keys.length + other.keys.length];
    long[] sumValues = new long[sumKeys.length];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < keys.length || j < other.keys.length) {
      boolean left = j == other.keys.length || (i < keys.length && keys[i] <= other.keys[j]);
      boolean right = i == keys.length || (j < other.keys.length && other.keys[j] <= keys[i]);
      int key = left ? keys[i] : other.keys[j];
      long value = left ? values[i++] : 0;
      if (right) {
        value = Math.addExact(value, Math.multiplyExact(other.values[j++], (long) sign));
      }
      if (value != 0) {
        sumKeys[n] = key;
        sumValues[n++] = value;
      }
    }
    return n == 0 ? ZERO : new Tally(Arrays.copyOf(sumKeys, n), Arrays.copyOf(sumValues, n));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally tally
        && Arrays.equals(keys, tally.keys)
        && Arrays.equals(values, tally.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < keys.length; i++) {
      text.append(i == 0 ? "" : ", ").append(keys[i] >> 12).append('.').append(keys[i] & 0xfff);
      text.append('=').append(values[i]);
    }
    return text.append('}').toString();
  }

  /** Collects entries in any order. Not thread-safe. */
  public static final class Builder {
    private int[] keys = new int[16];
    private long[] values = new long[16];
    private int size;

    public Builder add(TallyField field, long value) {
      return add(field.key(), value);
    }

    public Builder add(TallyField field, int bucket, long value) {
      return add(field.key(bucket), value);
    }

    /** Adds to the entry of a raw key; see {@link TallyField#key(int)}. */
    public Builder add(int key, long value) {
      if (value == 0) {
        return this;
      }
      // Most entries come in ascending order.
      int i =
          size == 0 || keys[size - 1] < key ? -size - 1 : Arrays.binarySearch(keys, 0, size, key);
      if (i >= 0) {
        values[i] = Math.addExact(values[i], value);
        return this;
      }
      i = -i - 1;
      room(1);
      System.arraycopy(keys, i, keys, i + 1, size - i);
      System.arraycopy(values, i, values, i + 1, size - i);
      keys[i] = key;
      values[i] = value;
      size++;
      return this;
    }

    /** Adds every entry of a tally. */
    public Builder add(Tally tally) {
      int fresh = notYet(tally);
      room(fresh);
      int from = size - 1;
      int to = from + fresh;
      size += fresh;
      // From the end, so that nothing is written over before it is read.
      for (int j = tally.size() - 1; j >= 0; j--) {
        int key = tally.keyAt(j);
        while (from >= 0 && keys[from] > key) {
          keys[to] = keys[from];
          values[to--] = values[from--];
        }
        boolean known = from >= 0 && keys[from] == key;
        values[to] = known ? Math.addExact(values[from--], tally.valueAt(j)) : tally.valueAt(j);
        keys[to--] = key;
      }
      return this;
    }

    /** How many keys of a tally are new here. */
    private int notYet(Tally tally) {
      int fresh = 0;
      int i = 0;
      for (int j = 0; j < tally.size(); j++) {
        while (i < size && keys[i] < tally.keyAt(j)) {
          i++;
        }
        if (i == size || keys[i] != tally.keyAt(j)) {
          fresh++;
        }
      }
      return fresh;
    }

    private void room(int more) {
      if (size + more > keys.length) {
        int length = Math.max(2 * keys.length, size + more);
        keys = Arrays.copyOf(keys, length);
        values = Arrays.copyOf(values, length);
      }
    }

    public Tally build() {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (values[i] != 0) {
          keys[kept] = keys[i];
          values[kept++] = values[i];
        }
      }
      size = kept;
      return size == 0 ? ZERO : new Tally(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
  }
}

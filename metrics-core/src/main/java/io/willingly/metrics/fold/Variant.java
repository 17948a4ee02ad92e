package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One content of one version. */
public final class Variant {
  static final Comparator<Variant> HOLDER_FIRST =
      Comparator.comparing((Variant variant) -> variant.version)
          .reversed()
          .thenComparingLong(variant -> variant.arrival)
          .thenComparing(Variant::digest, Arrays::compareUnsigned);

  /** How many copies a run delivered. */
  public record Copies(long run, int count) {}

  final Version version;
  final boolean retracted;
  final long occurredAt;
  final byte[] content;

  /** The earliest of its copies, milliseconds since the epoch. */
  long arrival;

  /** Copies by run, in order of delivery; the first copy is the one that is counted. */
  final List<Copies> copies = new ArrayList<>(1);

  private @Nullable Content decoded;

  Variant(Version version, boolean retracted, long occurredAt, byte[] content, long arrival) {
    this.version = version;
    this.retracted = retracted;
    this.occurredAt = occurredAt;
    this.content = content;
    this.arrival = arrival;
  }

  public Version version() {
    return version;
  }

  public boolean retracted() {
    return retracted;
  }

  /** Microseconds since the epoch. */
  public long occurredAt() {
    return occurredAt;
  }

  /** Milliseconds since the epoch. */
  public long arrival() {
    return arrival;
  }

  public Content decode() {
    if (decoded == null) {
      decoded = ContentBytes.read(content);
    }
    return decoded;
  }

  /** The copy that is counted. */
  Fact toFact(FactId id, String customerId) {
    return new Fact(
        id,
        version,
        retracted,
        occurredAt,
        customerId,
        new Fact.Delivery(arrival, copies.get(0).run()),
        decode());
  }

  boolean sameContent(Variant other) {
    return retracted == other.retracted
        && occurredAt == other.occurredAt
        && Arrays.equals(content, other.content);
  }

  /** Orders conflicting variants (R4). */
  private byte[] digest() {
    try {
      ByteWriter canonical = new ByteWriter().putBoolean(retracted).putLong(occurredAt);
      return MessageDigest.getInstance("SHA-256").digest(canonical.putRaw(content).toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Counts a further copy that a run delivered. */
  void addCopy(long run) {
    for (int i = 0; i < copies.size(); i++) {
      if (copies.get(i).run() == run) {
        copies.set(i, new Copies(run, copies.get(i).count() + 1));
        return;
      }
    }
    copies.add(new Copies(run, 1));
  }

  /**
   * Writes it.
   *
   * @param earlier those written before it: equal content, as of a row exported every night, is
   *     written once
   */
  void write(ByteWriter out, List<Variant> earlier) {
    out.putLong(version.revision()).putInt(version.mappingVersion());
    out.putBoolean(retracted).putLong(occurredAt).putLong(arrival);
    int same = 0;
    while (same < earlier.size() && !Arrays.equals(content, earlier.get(same).content)) {
      same++;
    }
    out.putInt(same);
    if (same == earlier.size()) {
      out.putBytes(content);
    }
    out.putInt(copies.size());
    for (Copies each : copies) {
      out.putLong(each.run()).putInt(each.count());
    }
  }

  static Variant read(ByteReader in, List<Variant> earlier) {
    Version version = new Version(in.getLong(), in.getInt());
    boolean retracted = in.getBoolean();
    long occurredAt = in.getLong();
    long arrival = in.getLong();
    int same = in.getInt();
    byte[] content = same == earlier.size() ? in.getBytes() : earlier.get(same).content;
    Variant variant = new Variant(version, retracted, occurredAt, content, arrival);
    for (int left = in.getInt(); left > 0; left--) {
      variant.copies.add(new Copies(in.getLong(), in.getInt()));
    }
    return variant;
  }
}

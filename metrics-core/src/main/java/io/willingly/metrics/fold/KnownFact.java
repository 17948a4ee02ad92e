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
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that was delivered of one fact: its versions, their conflicting variants (R4) and how many
 * copies each run delivered (R6). Which variant holds on a day is a function of this set alone, so
 * the order of delivery cannot matter.
 */
public final class KnownFact {
  private static final Reason[] REASONS = Reason.values();

  private final FactId id;
  private Reason reason = Reason.NONE;

  /** As it is stored; null once it changed. */
  private byte @Nullable [] stored;

  /** What was emitted for a call; deals keep theirs in their own row. */
  private Emitted emitted = new Emitted();

  /** Descending by version; within one version the holder first. */
  private final List<Variant> variants;

  private KnownFact(FactId id, List<Variant> variants) {
    this.id = id;
    this.variants = variants;
  }

  public KnownFact(FactId id) {
    this(id, new ArrayList<>(1));
  }

  public FactId id() {
    return id;
  }

  public List<Variant> variants() {
    return variants;
  }

  /** One content of one version. */
  public static final class Variant {
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

    /** The run that delivered the first copy. */
    long firstRun() {
      return copies.get(0).run();
    }

    public Content decode() {
      if (decoded == null) {
        decoded = ContentBytes.read(content);
      }
      return decoded;
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
  }

  /** How many copies a run delivered. */
  public record Copies(long run, int count) {}

  private static final Comparator<Variant> HOLDER_FIRST =
      Comparator.comparing((Variant variant) -> variant.version)
          .reversed()
          .thenComparingLong(variant -> variant.arrival)
          .thenComparing(Variant::digest, Arrays::compareUnsigned);

  /**
   * A delivered copy, added.
   *
   * @param variant what it is a copy of
   * @param news false when an identical copy was known that arrived no later
   * @param displaced the variant that held this version before and lost the conflict (R4)
   */
  public record Added(Variant variant, boolean news, @Nullable Variant displaced) {}

  /** Adds a delivered copy. */
  public Added add(Fact fact) {
    change();
    Variant copy =
        new Variant(
            fact.version(),
            fact.retracted(),
            fact.occurredAt(),
            ContentBytes.write(fact.content()),
            fact.delivery().arrival());
    Variant variant = copy;
    Variant heldBefore = null;
    for (Variant known : variants) {
      if (known.version.equals(copy.version)) {
        heldBefore = heldBefore == null ? known : heldBefore;
        variant = known.sameContent(copy) ? known : variant;
      }
    }
    boolean news = variant == copy || copy.arrival < variant.arrival;
    if (variant == copy) {
      variants.add(copy);
    } else {
      variant.arrival = Math.min(variant.arrival, copy.arrival);
    }
    addCopy(variant.copies, fact.delivery().run());
    variants.sort(HOLDER_FIRST);
    boolean displaces = heldBefore != null && heldBefore != variant && holdsItsVersion(variant);
    return new Added(variant, news, displaces ? heldBefore : null);
  }

  /** R4: the copy that lost is written to the rejected events, whichever came first. */
  List<Fact> losers(Fact fact, Added added) {
    Variant displaced = added.displaced();
    if (displaced != null) {
      return List.of(
          new Fact(
              fact.id(),
              displaced.version(),
              displaced.retracted(),
              displaced.occurredAt(),
              fact.customerId(),
              new Fact.Delivery(displaced.arrival(), displaced.firstRun()),
              displaced.decode()));
    }
    return holdsItsVersion(added.variant()) ? List.of() : List.of(fact);
  }

  /** Takes variants out of the history and shows their copies. */
  void drop(Predicate<Variant> which, OutcomeVisitor dropped) {
    change();
    for (Variant variant : variants) {
      if (which.test(variant)) {
        for (Copies copies : variant.copies) {
          dropped.see(reason, copies.run(), copies.count());
        }
      }
    }
    variants.removeIf(which);
  }

  private static void addCopy(List<Copies> copies, long run) {
    for (int i = 0; i < copies.size(); i++) {
      if (copies.get(i).run() == run) {
        copies.set(i, new Copies(run, copies.get(i).count() + 1));
        return;
      }
    }
    copies.add(new Copies(run, 1));
  }

  /** The holder of the highest version, whether retracted or not. */
  public Variant newest() {
    return variants.get(0);
  }

  /**
   * The variant that holds when only arrivals accepted by {@code known} are known, or null when
   * there is none or it is retracted.
   */
  public @Nullable Variant holder(LongPredicate known) {
    for (Variant variant : variants) {
      if (known.test(variant.arrival)) {
        return variant.retracted ? null : variant;
      }
    }
    return null;
  }

  /** The outcome of the newest version; of the others it follows from the versions (R5). */
  public Reason reason() {
    return reason;
  }

  public void reason(Reason newest) {
    reason = newest;
    change();
  }

  /** Contributions of a call; whoever asks may change them. */
  Emitted emitted() {
    change();
    return emitted;
  }

  boolean isChanged() {
    return stored == null;
  }

  /** What is stored is not, or not there, what is known. */
  void change() {
    stored = null;
  }

  byte[] toBytes() {
    byte[] row = stored;
    if (row == null) {
      ByteWriter out = new ByteWriter();
      write(out);
      row = out.toBytes();
    }
    return row;
  }

  static KnownFact read(FactId id, byte[] row) {
    KnownFact fact = read(id, new ByteReader(row));
    fact.stored = row;
    return fact;
  }

  /**
   * The outcome of every delivered copy (R4, R5): the first copy of the newest version has the
   * fact's own, of older versions it is superseded; further copies are duplicates, and all copies
   * of a variant that lost a conflict are rejected.
   */
  public void outcomes(OutcomeVisitor visitor) {
    for (Variant variant : variants) {
      boolean holds = holdsItsVersion(variant);
      boolean first = true;
      for (Copies copies : variant.copies) {
        int rest = copies.count();
        if (holds && first) {
          boolean newest = variant.version.equals(newest().version);
          visitor.see(newest ? reason : Reason.NEWER_VERSION, copies.run(), 1);
          rest--;
        }
        if (rest > 0) {
          visitor.see(holds ? Reason.IDENTICAL_COPY : Reason.CONFLICT, copies.run(), rest);
        }
        first = false;
      }
    }
  }

  /** Receives how many copies of a run have which outcome. */
  public interface OutcomeVisitor {
    void see(Reason reason, long run, int count);
  }

  /** Whether the variant is the holder of its version. */
  public boolean holdsItsVersion(Variant variant) {
    for (Variant other : variants) {
      if (other.version.equals(variant.version)) {
        return other == variant;
      }
    }
    return false;
  }

  public void write(ByteWriter out) {
    out.putByte(reason.ordinal());
    out.putInt(variants.size());
    for (Variant variant : variants) {
      out.putLong(variant.version.revision()).putInt(variant.version.mappingVersion());
      out.putBoolean(variant.retracted).putLong(variant.occurredAt).putLong(variant.arrival);
      out.putBytes(variant.content);
      out.putInt(variant.copies.size());
      for (Copies copies : variant.copies) {
        out.putLong(copies.run()).putInt(copies.count());
      }
    }
    out.putBoolean(!emitted.isEmpty());
    if (!emitted.isEmpty()) {
      emitted.write(out);
    }
  }

  public static KnownFact read(FactId id, ByteReader in) {
    Reason reason = REASONS[in.getByte()];
    int size = in.getInt();
    List<Variant> variants = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      Version version = new Version(in.getLong(), in.getInt());
      boolean retracted = in.getBoolean();
      long occurredAt = in.getLong();
      long arrival = in.getLong();
      Variant variant = new Variant(version, retracted, occurredAt, in.getBytes(), arrival);
      for (int left = in.getInt(); left > 0; left--) {
        variant.copies.add(new Copies(in.getLong(), in.getInt()));
      }
      variants.add(variant);
    }
    KnownFact fact = new KnownFact(id, variants);
    fact.reason = reason;
    if (in.getBoolean()) {
      fact.emitted = Emitted.read(in);
    }
    return fact;
  }
}

package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    variant.addCopy(fact.delivery().run());
    variants.sort(Variant.HOLDER_FIRST);
    boolean displaces = heldBefore != null && heldBefore != variant && holdsItsVersion(variant);
    return new Added(variant, news, displaces ? heldBefore : null);
  }

  /** R4: the copy that lost is written to the rejected events, whichever came first. */
  List<Fact> losers(Fact fact, Added added) {
    Variant displaced = added.displaced();
    if (displaced != null) {
      return List.of(displaced.toFact(fact.id(), fact.customerId()));
    }
    return holdsItsVersion(added.variant()) ? List.of() : List.of(fact);
  }

  /** Takes variants out of the history and shows their copies. */
  void drop(Predicate<Variant> which, OutcomeVisitor dropped) {
    change();
    for (Variant variant : variants) {
      if (which.test(variant)) {
        for (Variant.Copies copies : variant.copies) {
          dropped.see(reason, copies.run(), copies.count());
        }
      }
    }
    variants.removeIf(which);
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
    Variant newest = newest(known);
    return newest == null || newest.retracted ? null : newest;
  }

  /** The holder of the highest version that is known, whether retracted or not. */
  private @Nullable Variant newest(LongPredicate known) {
    for (Variant variant : variants) {
      if (known.test(variant.arrival)) {
        return variant;
      }
    }
    return null;
  }

  /**
   * Its newest known version, absent when none is.
   *
   * @param outcome what became of it
   */
  Optional<CustomerView.FactView> view(LongPredicate known, Reason outcome) {
    Variant newest = newest(known);
    return newest == null
        ? Optional.empty()
        : Optional.of(
            new CustomerView.FactView(
                id,
                newest.version(),
                newest.retracted(),
                newest.occurredAt(),
                newest.arrival(),
                newest.decode(),
                outcome));
  }

  /** The deals that it names, in any of its versions. */
  Set<String> dealIds() {
    Set<String> ids = new TreeSet<>();
    for (Variant variant : variants) {
      String dealId = variant.decode().dealId();
      if (dealId != null) {
        ids.add(dealId);
      }
    }
    return ids;
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
      for (Variant.Copies copies : variant.copies) {
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
    for (int i = 0; i < variants.size(); i++) {
      variants.get(i).write(out, variants.subList(0, i));
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
      variants.add(Variant.read(in, variants));
    }
    KnownFact fact = new KnownFact(id, variants);
    fact.reason = reason;
    if (in.getBoolean()) {
      fact.emitted = Emitted.read(in);
    }
    return fact;
  }
}

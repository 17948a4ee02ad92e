package io.willingly.metrics.fold;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The directory facts of one rep: versioned, deduplicated and kept like a customer's facts (R38, R3
 * to R5). A rep has few, so one row holds them.
 */
public final class RepDirectory {
  private final Definition definition;
  private final Map<FactId, KnownFact> facts = new LinkedHashMap<>();

  private RepDirectory(Definition definition) {
    this.definition = definition;
  }

  /** Reads the row {@link #toBytes()} wrote; null is an empty directory. */
  public static RepDirectory read(Definition definition, byte @Nullable [] row) {
    RepDirectory directory = new RepDirectory(definition);
    ByteReader in = new ByteReader(row == null ? new byte[0] : row);
    while (in.hasMore()) {
      FactId id = new FactId(Family.REP, in.getString(), in.getString());
      KnownFact fact = KnownFact.read(id, in);
      directory.facts.put(fact.id(), fact);
    }
    return directory;
  }

  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    facts
        .values()
        .forEach(
            fact -> {
              out.putString(fact.id().source()).putString(fact.id().eventId());
              fact.write(out);
            });
    return out.toBytes();
  }

  /**
   * What a delivered entry did to the ledger.
   *
   * @param rejected the copy that lost a conflict (R4)
   */
  public record Added(List<OutcomeMove> outcomes, List<Fact> rejected) {}

  /** Adds a delivered entry of this rep. */
  public Added add(Fact fact) {
    OutcomeBook book = new OutcomeBook();
    KnownFact known = facts.computeIfAbsent(fact.id(), KnownFact::new);
    book.all(known, -1);
    KnownFact.Added added = known.add(fact);
    book.all(known, 1);
    return new Added(book.moves(), known.losers(fact, added));
  }

  /**
   * An entry that holds.
   *
   * @param occurredAt microseconds since the epoch
   */
  public record Entry(FactId id, long occurredAt, Content.Rep rep) {}

  /** The arrival days on which something became known, ascending. */
  public SortedSet<Integer> arrivalDays() {
    SortedSet<Integer> days = new TreeSet<>();
    for (KnownFact fact : facts.values()) {
      fact.variants().forEach(variant -> days.add(definition.dayOfMillis(variant.arrival())));
    }
    return days;
  }

  /** The entries that arrived on a day, whether or not they hold. */
  public Causes arrivedOn(int arrivalDay) {
    Causes arrived = Causes.NONE;
    for (KnownFact fact : facts.values()) {
      for (Variant variant : fact.variants()) {
        if (definition.dayOfMillis(variant.arrival()) == arrivalDay) {
          Cause cause = Cause.of(fact.id(), variant.retracted(), variant.decode());
          arrived = arrived.plus(Causes.of(cause));
        }
      }
    }
    return arrived;
  }

  /** The entries that hold as known at the end of an arrival day (R7), in fact order (R1). */
  public List<Entry> entriesKnownOn(int arrivalDay) {
    List<SeenFact> seen = new ArrayList<>();
    for (KnownFact fact : facts.values()) {
      Variant holder = fact.holder(arrival -> definition.dayOfMillis(arrival) <= arrivalDay);
      if (holder != null) {
        seen.add(new SeenFact(fact.id(), holder.occurredAt(), holder.decode()));
      }
    }
    return seen.stream().sorted().map(RepDirectory::entry).toList();
  }

  private static Entry entry(SeenFact fact) {
    if (fact.content() instanceof Content.Rep rep) {
      return new Entry(fact.id(), fact.occurredAt(), rep);
    }
    throw new IllegalStateException("not a directory entry: " + fact.id());
  }
}

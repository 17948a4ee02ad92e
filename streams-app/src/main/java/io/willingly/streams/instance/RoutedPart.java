package io.willingly.streams.instance;

import io.willingly.streams.query.PartGone;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.query.StateStores;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/**
 * A part of the state, read where it lies now: from the instance that changes it, else from a copy.
 * When the place it is read from fails, another goes on where it stopped. Not thread-safe.
 */
final class RoutedPart implements StatePart {
  private final Whereabouts whereabouts;
  private @Nullable Place current;
  private @Nullable PartGone gone;

  RoutedPart(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  /** Where a part can be read. */
  static final class Place {
    private final String instance;
    private final Supplier<StatePart> open;
    private @Nullable StatePart part;

    /**
     * A place that is looked at when the places before it were no good.
     *
     * @param open throws {@link Unavailable} when it is none any more
     */
    Place(String instance, Supplier<StatePart> open) {
      this.instance = instance;
      this.open = open;
    }

    StatePart part() {
      StatePart known = part;
      if (known == null) {
        known = open.get();
        part = known;
      }
      return known;
    }
  }

  /** Knows where one part of one store can be read. */
  interface Whereabouts {
    /** All places, the best first. */
    List<Place> places();

    /** Whether to look again a moment later, though each place failed. */
    boolean patient(boolean moving);

    /** What is thrown when there is none. */
    PartGone gone(String instance, String why);
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return this.<byte @Nullable []>read(place -> place.part().get(key));
  }

  @Override
  public Scan scan(List<Span> spans) {
    Place first = current();
    Supplier<Scan> begun = begin(first, part -> part.scan(spans));
    return visitor -> {
      Progress progress = new Progress(spans, visitor);
      read(
          place -> {
            boolean goesOn = place != first || progress.begun();
            Scan scan = goesOn ? place.part().scan(progress.rest()) : begun.get();
            scan.show(progress.from());
            return place;
          });
    };
  }

  @Override
  public Supplier<List<Bytes>> owners(Span span) {
    Place first = current();
    Supplier<Supplier<List<Bytes>>> begun = begin(first, part -> part.owners(span));
    return () -> read(place -> (place == first ? begun.get() : place.part().owners(span)).get());
  }

  /** What fails at once fails when it is looked at. */
  private static <T> Supplier<T> begin(@Nullable Place place, Function<StatePart, T> reading) {
    if (place == null) {
      return () -> {
        throw new Unavailable("nobody has it", true);
      };
    }
    try {
      T begun = reading.apply(place.part());
      return () -> begun;
    } catch (Unavailable e) {
      return () -> {
        throw e;
      };
    }
  }

  private @Nullable Place current() {
    if (current == null && gone == null) {
      current = whereabouts.places().stream().findFirst().orElse(null);
    }
    return current;
  }

  private <T extends @Nullable Object> T read(Function<Place, T> reading) {
    Place known = current();
    if (gone != null) {
      throw gone;
    }
    boolean all = known == null;
    List<Place> places = known == null ? List.of() : List.of(known);
    while (true) {
      // Why the best place failed: the others are what is left then.
      String instance = "none";
      Unavailable why = null;
      for (Place place : places) {
        try {
          T result = reading.apply(place);
          current = place;
          return result;
        } catch (Unavailable | InvalidStateStoreException e) {
          if (why == null) {
            instance = place.instance;
            why =
                e instanceof Unavailable unavailable
                    ? unavailable
                    : new Unavailable("it is being moved or restored; ask again", true);
          }
        }
      }
      if (why == null) {
        why =
            new Unavailable(
                "no instance has it; start one, or wait until it has been restored", true);
      }
      if (all && !whereabouts.patient(why.moving())) {
        gone = whereabouts.gone(instance, why.why());
        throw gone;
      }
      if (all) {
        LockSupport.parkNanos(StateStores.LOOK.toNanos());
      }
      places = whereabouts.places();
      all = true;
    }
  }

  /** Knows how far a scan came, and goes on there. */
  private static final class Progress {
    private final Visitor visitor;
    private List<Span> rest;
    private int done;
    private @Nullable Bytes last;

    Progress(List<Span> spans, Visitor visitor) {
      this.rest = spans;
      this.visitor = visitor;
    }

    boolean begun() {
      return last != null || done > 0;
    }

    List<Span> rest() {
      return rest;
    }

    /** Sees what is read of the rest. */
    Visitor from() {
      List<Span> spans = rest;
      int before = done;
      return (span, key, row) -> {
        done = before + span;
        last = key;
        rest = StateWire.after(spans, span, key);
        return visitor.see(done, key, row);
      };
    }
  }
}

package io.willingly.streams.instance;

import io.willingly.streams.instance.LocalParts.Copy;
import io.willingly.streams.instance.RoutedPart.Place;
import io.willingly.streams.query.PartGone;
import io.willingly.streams.query.Reading;
import io.willingly.streams.query.StatePart;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The state of all instances, each part read where it lies. Copies are read only for who tells how
 * old they are; see {@link Reading}. Thread-safe.
 */
final class SharedStores implements StateStores {
  /** For so long nobody waits again for a part that did not come back. */
  private static final long FORGOTTEN = Duration.ofSeconds(5).toNanos();

  /** Whoever asks for a partition by its number is told of that one. */
  private static final StreamPartitioner<Integer, Object> BY_NUMBER =
      (topic, partition, value, partitions) -> Optional.of(Set.of(partition));

  private final KafkaStreams streams;
  private final int parts;
  private final HostInfo self;
  private final LocalParts local;
  private final Neighbours neighbours;
  private final Map<Part, Long> gone = new ConcurrentHashMap<>();

  private record Part(Stores store, int number) {}

  SharedStores(
      KafkaStreams streams, int parts, HostInfo self, LocalParts local, Neighbours neighbours) {
    this.streams = streams;
    this.parts = parts;
    this.self = self;
    this.local = local;
    this.neighbours = neighbours;
  }

  @Override
  public List<StatePart> partitions(Stores store) {
    return Reading.current()
        .map(reading -> reading.parts(store, () -> routed(store)))
        .orElseGet(() -> routed(store));
  }

  private List<StatePart> routed(Stores store) {
    return IntStream.range(0, parts)
        .<StatePart>mapToObj(part -> new RoutedPart(new Whereabouts(new Part(store, part))))
        .toList();
  }

  private final class Whereabouts implements RoutedPart.Whereabouts {
    private final Part part;
    private final long begun = System.nanoTime();

    Whereabouts(Part part) {
      this.part = part;
    }

    @Override
    public List<Place> places() {
      List<Place> places = new ArrayList<>();
      local
          .active(part.store(), part.number())
          .ifPresent(here -> places.add(new Place(name(self), () -> here)));
      if (places.isEmpty()) {
        boolean copies = Reading.current().isPresent();
        Optional<KeyQueryMetadata> known = known();
        known
            .map(KeyQueryMetadata::activeHost)
            .filter(host -> !host.equals(self))
            .ifPresent(host -> places.add(remote(host, copies)));
        if (copies) {
          places.add(new Place(name(self), this::copyHere));
          known.map(KeyQueryMetadata::standbyHosts).orElse(Set.of()).stream()
              .filter(host -> !host.equals(self))
              .forEach(host -> places.add(remote(host, true)));
        }
      }
      return places;
    }

    private Optional<KeyQueryMetadata> known() {
      try {
        return Optional.ofNullable(
                streams.queryMetadataForKey(part.store().storeName(), part.number(), BY_NUMBER))
            .filter(found -> !found.equals(KeyQueryMetadata.NOT_AVAILABLE));
      } catch (IllegalStateException e) {
        // It is starting, or has stopped.
        return Optional.empty();
      }
    }

    private Place remote(HostInfo host, boolean copies) {
      return new Place(
          name(host),
          () -> {
            if (host.equals(HostInfo.unavailable())) {
              throw new Unavailable(
                  "it does not say where it is; set internal.port and internal.secret on every"
                      + " instance",
                  false);
            }
            return new RemotePart(neighbours, name(host), part.store(), part.number(), copies);
          });
    }

    private StatePart copyHere() {
      Copy copy =
          local
              .copy(part.store(), part.number())
              .orElseThrow(() -> new Unavailable("no copy of it is here", false));
      Reading.current()
          .ifPresent(reading -> reading.behind(part.store(), part.number(), copy.behind()));
      return copy.part();
    }

    @Override
    public boolean patient(boolean moving) {
      Long until = gone.get(part);
      boolean givenUp = until != null && until - System.nanoTime() > 0;
      boolean comes = moving || streams.state() == KafkaStreams.State.REBALANCING;
      return comes
          && !givenUp
          && Reading.current()
              .map(Reading::patient)
              .orElseGet(() -> System.nanoTime() - begun < PATIENCE.toNanos());
    }

    @Override
    public PartGone gone(String instance, String why) {
      gone.put(part, System.nanoTime() + FORGOTTEN);
      return new PartGone(part.store(), part.number(), instance, why);
    }
  }

  /** {@code host:port}, as in an address: that of IPv6 in brackets. */
  static String name(HostInfo host) {
    return Neighbours.bracketed(host.host()) + ":" + host.port();
  }
}

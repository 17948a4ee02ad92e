package io.willingly.streams.instance;

import io.willingly.metrics.codec.ByteReader;
import io.willingly.metrics.codec.ByteWriter;
import io.willingly.streams.instance.Neighbours.Answer;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All instances of a pipeline, as one of them sees them. Thread-safe. */
public final class Instances {
  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
  private static final String VITALS = "/vitals/1";

  /** What the others counted is asked so often at most, and only when somebody wants to know. */
  private static final long PAUSE = Duration.ofMillis(200).toNanos();

  private final KafkaStreams streams;
  private final LocalParts local;
  private final StateStores stores;
  private final HostInfo self;
  private final Neighbours neighbours;
  private final Own own;
  private final Map<String, Vitals> others = new HashMap<>();
  private long asked = System.nanoTime() - PAUSE;

  /**
   * What an instance says of itself.
   *
   * @param moved another number when answers may be others
   * @param lag records it has still to read
   */
  public record Own(LongSupplier moved, LongSupplier lag) {}

  private record Vitals(long moved, long lag) {}

  private Instances(
      KafkaStreams streams,
      LocalParts local,
      StateStores stores,
      HostInfo self,
      Neighbours neighbours,
      Own own) {
    this.streams = streams;
    this.local = local;
    this.stores = stores;
    this.self = self;
    this.neighbours = neighbours;
    this.own = own;
  }

  /**
   * All instances; from now on this one answers the others.
   *
   * @param parts how many partitions each store has, over all instances
   * @param server where it answers; its address is that which Kafka Streams was given
   * @param secret what they show each other
   */
  public static Instances of(
      KafkaStreams streams, int parts, Own own, InternalServer server, String secret) {
    LocalParts local = new LocalParts(streams);
    Neighbours neighbours = new Neighbours(secret);
    HostInfo self = HostInfo.buildFromEndpoint(server.advertised());
    Instances instances =
        new Instances(
            streams,
            local,
            new SharedStores(streams, parts, self, local, neighbours),
            self,
            neighbours,
            own);
    StateService state = new StateService(local);
    server.guarded(StateWire.PATH, context -> context.result(state.answer(context.bodyAsBytes())));
    server.guarded(VITALS, context -> context.result(instances.vitals()));
    return instances;
  }

  /** One that knows of no other: what others have is refused. */
  public static Instances alone(KafkaStreams streams, int parts, Own own) {
    return new Instances(
        streams,
        new LocalParts(streams),
        StateStores.of(streams, parts),
        HostInfo.unavailable(),
        new Neighbours(""),
        own);
  }

  /** The state of all. */
  public StateStores stores() {
    return stores;
  }

  /** Another number when answers may be others, whichever instance counted. */
  public long moved() {
    return own.moved().getAsLong() + others().stream().mapToLong(Vitals::moved).sum();
  }

  /** Records that all have still to read, about. */
  public long lag() {
    return own.lag().getAsLong() + others().stream().mapToLong(Vitals::lag).sum();
  }

  /**
   * Whether questions are answered here, after a start: also while parts move, when there are
   * others. Each change of who has what moves parts of all, and none would be left to ask.
   */
  public boolean answers() {
    KafkaStreams.State state = streams.state();
    boolean alone = self.equals(HostInfo.unavailable());
    return alone ? state == KafkaStreams.State.RUNNING : state.isRunningOrRebalancing();
  }

  /** Whether this one does what exactly one has to do. */
  public boolean leads() {
    return local.active(Stores.SCOPE_TALLIES, 0).isPresent();
  }

  private byte[] vitals() {
    return new ByteWriter(32)
        .putLong(own.moved().getAsLong())
        .putLong(own.lag().getAsLong())
        .toBytes();
  }

  private synchronized List<Vitals> others() {
    if (System.nanoTime() - asked >= PAUSE) {
      Map<String, Answer> answers = new HashMap<>();
      for (String host : hosts()) {
        answers.put(host, neighbours.ask(host, VITALS, new byte[0]));
      }
      others.keySet().retainAll(answers.keySet());
      answers.forEach(
          (host, answer) -> {
            try {
              ByteReader in = new ByteReader(answer.await());
              others.put(host, new Vitals(in.getLong(), in.getLong()));
            } catch (Unavailable e) {
              LOG.debug("{} does not say how it is: {}", host, e.why());
            }
          });
      asked = System.nanoTime();
    }
    return new ArrayList<>(others.values());
  }

  private List<String> hosts() {
    if (self.equals(HostInfo.unavailable())) {
      return List.of();
    }
    try {
      return streams.metadataForAllStreamsClients().stream()
          .map(StreamsMetadata::hostInfo)
          .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
          .map(SharedStores::name)
          .toList();
    } catch (IllegalStateException e) {
      // It is starting, or has stopped.
      return List.of();
    }
  }
}

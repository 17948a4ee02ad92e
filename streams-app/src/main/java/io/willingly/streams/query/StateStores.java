package io.willingly.streams.query;

import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** The state, part by part, wherever it lies. */
@FunctionalInterface
public interface StateStores {
  /** How long a question waits while tasks are given out, and how often it looks. */
  Duration PATIENCE = Duration.ofSeconds(20);

  Duration LOOK = Duration.ofMillis(20);

  /**
   * All parts of a store, by partition.
   *
   * @throws NotReady while they are being restored or moved, and when there is no way to them
   */
  List<StatePart> partitions(Stores store);

  /**
   * The stores of a pipeline of one instance, by its active tasks.
   *
   * @param parts how many partitions each store has, over all instances
   */
  static StateStores of(KafkaStreams streams, int parts) {
    return store -> {
      // Before, tasks may be missing, and a part would pass for the whole.
      KafkaStreams.State state = afterRebalance(streams);
      if (state != KafkaStreams.State.RUNNING) {
        throw new NotReady("the pipeline is " + state + "; ask again when it is running");
      }
      List<StatePart> stores = new ArrayList<>();
      for (int partition = 0; partition < parts; partition++) {
        partition(streams, store, partition).ifPresent(stores::add);
      }
      if (stores.size() < parts) {
        throw new NotReady(
            ("this instance has %d of the %d parts of the state, and one alone would be wrong: set"
                    + " internal.port and internal.secret on every instance, so that they read"
                    + " each other's parts")
                .formatted(stores.size(), parts));
      }
      return stores;
    };
  }

  /** Its threads may go on to share out the work, for a moment, when it already was running. */
  private static KafkaStreams.State afterRebalance(KafkaStreams streams) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (streams.state() == KafkaStreams.State.REBALANCING && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return streams.state();
  }

  private static Optional<LocalPart> partition(KafkaStreams streams, Stores store, int partition) {
    try {
      return LocalPart.in(streams, store, partition, false);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      // The second when it was stopped since its state was looked at.
      throw new NotReady("the state is being restored; ask again", e);
    }
  }
}

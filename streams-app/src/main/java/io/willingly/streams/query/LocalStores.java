package io.willingly.streams.query;

import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the active tasks of this process. */
public interface LocalStores {
  /** How long a question waits while tasks are given out, and how often it looks. */
  Duration PATIENCE = Duration.ofSeconds(20);

  Duration LOOK = Duration.ofMillis(20);

  /**
   * One store for each partition, so that its keys come in order; always all of them.
   *
   * @throws NotReady while they are being restored or moved, and when some are on other instances
   */
  List<ReadOnlyKeyValueStore<Bytes, byte[]>> partitions(Stores store);

  /**
   * The stores of a pipeline.
   *
   * @param parts how many partitions each store has, over all instances
   */
  static LocalStores of(KafkaStreams streams, int parts) {
    return store -> {
      // Before, tasks may be missing, and a part would pass for the whole.
      KafkaStreams.State state = afterRebalance(streams);
      if (state != KafkaStreams.State.RUNNING) {
        throw new NotReady("the pipeline is " + state + "; ask again when it is running");
      }
      TreeSet<Integer> partitions = new TreeSet<>();
      for (ThreadMetadata thread : threads(streams)) {
        thread.activeTasks().forEach(task -> partitions.add(task.taskId().partition()));
      }
      List<ReadOnlyKeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
      for (int partition : partitions) {
        partition(streams, store, partition).ifPresent(stores::add);
      }
      if (stores.size() < parts) {
        throw new NotReady(
            ("this instance has %d of the %d parts of the state, and one alone would be wrong:"
                    + " questions are answered while a single instance runs; with several, read the"
                    + " published topics")
                .formatted(stores.size(), parts));
      }
      return stores;
    };
  }

  private static Set<ThreadMetadata> threads(KafkaStreams streams) {
    try {
      return streams.metadataForLocalThreads();
    } catch (IllegalStateException e) {
      // It stopped since it was asked whether it runs.
      throw new NotReady("the pipeline is " + streams.state() + "; ask again when it is running");
    }
  }

  /** Its threads may go on to share out the work, for a moment, when it already was running. */
  private static KafkaStreams.State afterRebalance(KafkaStreams streams) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (streams.state() == KafkaStreams.State.REBALANCING && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return streams.state();
  }

  private static Optional<ReadOnlyKeyValueStore<Bytes, byte[]>> partition(
      KafkaStreams streams, Stores store, int partition) {
    StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> query =
        StoreQueryParameters.fromNameAndType(
            store.storeName(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore());
    try {
      return Optional.of(streams.store(query.withPartition(partition)));
    } catch (InvalidStateStorePartitionException e) {
      // Another sub-topology has this partition here, the store's has it elsewhere.
      return Optional.empty();
    } catch (InvalidStateStoreException | IllegalStateException e) {
      // The second when it was stopped since its state was looked at.
      throw new NotReady("the state is being restored; ask again", e);
    }
  }
}

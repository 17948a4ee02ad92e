package io.willingly.streams.instance;

import io.willingly.streams.query.LocalPart;
import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;

/** The parts of the state that this process has. Thread-safe. */
final class LocalParts {
  /** A copy further behind is being made: Kafka Streams would not let it take over either. */
  private static final long MOST_BEHIND = 10_000;

  /**
   * Of a copy that is being made nobody can say what it lacks: in a compacted log any row may stand
   * at the end. So what it lacks may be a hundredth at most, beside the marks of transactions.
   */
  private static final long SHARE_BEHIND = 100;

  private static final long MARKS = 8;

  /** How far copies are behind is asked of the cluster, and may be so old. */
  private static final long LAGS_AGE = Duration.ofMillis(500).toNanos();

  private final KafkaStreams streams;
  private Map<String, Map<Integer, LagInfo>> lags = Map.of();
  private long lagsAt = System.nanoTime() - LAGS_AGE;

  LocalParts(KafkaStreams streams) {
    this.streams = streams;
  }

  /**
   * A copy of a part.
   *
   * @param behind changes it has not got yet
   */
  record Copy(LocalPart part, long behind) {}

  /** The part as it is now, when this process changes it and is not just handing it on. */
  Optional<LocalPart> active(Stores store, int partition) {
    return store(store, partition, false);
  }

  /** The part as it was a little while ago: a standby, or what this process is about to take on. */
  Optional<Copy> copy(Stores store, int partition) {
    LagInfo lag = lags().getOrDefault(store.storeName(), Map.of()).get(partition);
    return lag == null || lag.offsetLag() > mostBehind(lag.endOffsetPosition())
        ? Optional.empty()
        : store(store, partition, true).map(part -> new Copy(part, lag.offsetLag()));
  }

  private static long mostBehind(long end) {
    return Math.min(MOST_BEHIND, Math.max(MARKS, end / SHARE_BEHIND));
  }

  private Optional<LocalPart> store(Stores store, int partition, boolean stale) {
    try {
      return LocalPart.in(streams, store, partition, stale);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      // It is given out or taken back, or has stopped.
      return Optional.empty();
    }
  }

  private synchronized Map<String, Map<Integer, LagInfo>> lags() {
    if (System.nanoTime() - lagsAt >= LAGS_AGE) {
      try {
        lags = streams.allLocalStorePartitionLags();
      } catch (StreamsException | IllegalStateException e) {
        // How old a copy is nobody can say.
        lags = Map.of();
      }
      lagsAt = System.nanoTime();
    }
    return lags;
  }
}

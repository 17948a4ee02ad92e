package io.willingly.streams.instance;

import io.willingly.streams.query.LocalPart;
import io.willingly.streams.state.Stores;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

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

  /** A cluster that does not answer holds nobody up: nobody can say then how old a copy is. */
  private static final Duration LAGS_ANSWER = Duration.ofSeconds(1);

  /** A thread of its own, for it may wait for a minute. */
  private static final Executor ASKING =
      task -> {
        Thread thread = new Thread(task, "age-of-copies");
        thread.setDaemon(true);
        thread.start();
      };

  private final KafkaStreams streams;
  private CompletableFuture<Map<String, Map<Integer, LagInfo>>> lags =
      CompletableFuture.completedFuture(Map.of());
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

  private Map<String, Map<Integer, LagInfo>> lags() {
    try {
      return asked().get(LAGS_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return Map.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  /** The latest answer of the cluster, which may be on its way. */
  private synchronized CompletableFuture<Map<String, Map<Integer, LagInfo>>> asked() {
    if (lags.isDone() && System.nanoTime() - lagsAt >= LAGS_AGE) {
      lags = CompletableFuture.supplyAsync(streams::allLocalStorePartitionLags, ASKING);
      lagsAt = System.nanoTime();
    }
    return lags;
  }
}

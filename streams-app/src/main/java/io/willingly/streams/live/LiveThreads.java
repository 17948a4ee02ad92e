package io.willingly.streams.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a {@link LiveHub}: those that ask, one that beats, and those that send. */
public final class LiveThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveThreads.class);

  /** How often it looks whether the pipeline moved. */
  private static final Duration TICK = Duration.ofMillis(100);

  /** Proxies close what is silent for half a minute or a minute. */
  private static final Duration BEAT = Duration.ofSeconds(15);

  /**
   * Early warnings of teams and of reps take long the first time: the tiles don't wait for them.
   */
  private static final int ASKING = 3;

  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final ScheduledThreadPoolExecutor clockwork;
  private final ExecutorService writers;
  private final LiveHub hub;

  private LiveThreads(
      String epoch, LongSupplier changed, Function<RuntimeException, ? extends JsonNode> problem) {
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "willingly-live");
          thread.setDaemon(true);
          return thread;
        };
    clockwork = new ScheduledThreadPoolExecutor(ASKING + 1, threads);
    writers = Executors.newCachedThreadPool(threads);
    hub = new LiveHub(epoch, changed, problem, LiveLimits.STANDARD, System::nanoTime, writers);
  }

  /**
   * Starts a hub.
   *
   * @param epoch lower-case letters and digits that no other hub of these watchers had, such as the
   *     start of the process: ids of another hub are not taken for its own
   * @param changed a number that is another when answers may be, such as what the ledger counted
   *     and the day: asked ten times a second while somebody watches
   * @param problem what watchers are told when a question has no answer; the same for the same
   *     trouble, for only a change is told
   */
  public static LiveThreads start(
      String epoch, LongSupplier changed, Function<RuntimeException, ? extends JsonNode> problem) {
    LiveThreads live = new LiveThreads(epoch, changed, problem);
    for (int i = 0; i < ASKING; i++) {
      live.every(TICK, live.hub::tick);
    }
    live.every(BEAT, live.hub::beat);
    return live;
  }

  /** Has something done again and again until closed. */
  public void every(Duration pause, Runnable task) {
    ScheduledFuture<?> unused =
        clockwork.scheduleWithFixedDelay(
            () -> {
              try {
                task.run();
              } catch (RuntimeException | Error e) {
                // Would not be run again, and all pages would stand still.
                LOG.error("a live task failed, goes on: {}", e.getMessage(), e);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  public LiveHub hub() {
    return hub;
  }

  /**
   * Ends all connections and waits a while for the questions that are being asked, and for what is
   * being sent: the server may end after it.
   */
  @Override
  public void close() {
    hub.end();
    clockwork.shutdownNow();
    writers.shutdown();
    try {
      if (!clockwork.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a watched question still answers");
      }
      if (!writers.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a watcher still takes what he was sent");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.willingly.streams.cli;

import io.willingly.stages.Publication;
import io.willingly.streams.peer.DataDirectory.Ownership;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.PipelineService;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A rule set that is counted in this process beside the one in force (R71). */
final class Shadow implements AutoCloseable {
  /** R55: while much is to be counted, fewer and larger transactions. */
  private static final Duration COMMIT = Duration.ofSeconds(1);

  private final Opened opened = Opened.nothing();
  private final PipelineService pipeline;

  /**
   * Starts counting where it stopped.
   *
   * @param clock the day of today is asked of it
   */
  Shadow(Application application, Cluster cluster, Clock clock) {
    try {
      Ownership ownership = opened.add(application.claim());
      opened.add(Logs.toDirectory(application.directory()));
      Application.Run run =
          new Application.Run(COMMIT, Publication.SHADOW, clock, "", (part, starting) -> {});
      this.pipeline = application.start(ownership, cluster, run, opened);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** As {@link Counting#awaitDrained}. */
  boolean awaitDrained(Duration timeout, LongConsumer progress) {
    return pipeline.awaitDrained(timeout, progress);
  }

  @Override
  public void close() {
    opened.close();
  }
}

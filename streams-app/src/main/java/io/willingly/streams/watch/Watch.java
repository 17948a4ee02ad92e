package io.willingly.streams.watch;

import io.willingly.streams.query.AsOf;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs duties in rounds on a thread of its own, and none while the pipeline is far behind: half
 * a history would give warnings that the other half withdraws. Of several instances one performs
 * them; that for a moment two do, or none, is harmless.
 */
public final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /** What a live pipeline may have on its way, in records. */
  private static final long MOST_LEFT = 1_000;

  /** Rounds take at most a tenth of the time. */
  private static final long REST = 10;

  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final BooleanSupplier leads;
  private final LongSupplier left;
  private final IntSupplier today;
  private final Duration pause;
  private final List<Duty> duties;
  private final Thread thread;

  private Watch(
      BooleanSupplier leads,
      LongSupplier left,
      IntSupplier today,
      Duration pause,
      List<Duty> duties) {
    this.leads = leads;
    this.left = left;
    this.today = today;
    this.pause = pause;
    this.duties = List.copyOf(duties);
    this.thread = new Thread(this::run, "willingly-watch");
    thread.setDaemon(true);
  }

  /**
   * Starts.
   *
   * @param leads whether it is this instance that performs them
   * @param left about how many records are still to be counted
   * @param today the organisation's date, as an epoch day
   * @param pause between two rounds, at least
   * @param duties performed in this order
   */
  public static Watch start(
      BooleanSupplier leads,
      LongSupplier left,
      IntSupplier today,
      Duration pause,
      List<Duty> duties) {
    Watch watch = new Watch(leads, left, today, pause, duties);
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.NANOSECONDS.sleep(Math.max(pause.toNanos(), REST * look()));
      }
    } catch (InterruptedException e) {
      LOG.info("watch ends");
    }
  }

  /** Performs what is to be done now; returns the time taken, in nanoseconds. */
  private long look() {
    try {
      if (leads.getAsBoolean()) {
        return isCaughtUp() ? round() : 0;
      }
      duties.forEach(Duty::rest);
    } catch (RuntimeException e) {
      LOG.warn("watch goes on: {}", e.getMessage(), e);
    }
    return 0;
  }

  private boolean isCaughtUp() {
    try {
      return left.getAsLong() <= MOST_LEFT;
    } catch (RuntimeException e) {
      LOG.info("watch waits: {}", e.getMessage());
      return false;
    }
  }

  /**
   * Performs each duty once, up to the first that fails: what follows may rest on it. Returns the
   * time taken, in nanoseconds.
   */
  private long round() {
    long begun = System.nanoTime();
    for (Duty duty : duties) {
      try {
        duty.perform(AsOf.day(today.getAsInt()));
      } catch (RuntimeException e) {
        if (!Thread.currentThread().isInterrupted()) {
          LOG.warn("duty={} failed, tried again: {}", duty, e.getMessage(), e);
        }
        break;
      }
    }
    return System.nanoTime() - begun;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

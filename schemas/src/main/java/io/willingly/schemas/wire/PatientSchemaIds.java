package io.willingly.schemas.wire;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/**
 * Asks a registry that does not answer again and again (R62), for reading and for writing alike, on
 * the thread that needs the answer: giving up ends what it counts, and under exactly-once that
 * costs a restore of all its state.
 */
public final class PatientSchemaIds implements SchemaIds, AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final SchemaIds registry;
  private final Duration patience;
  private final Consumer<String> warn;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder retries = new LongAdder();

  /**
   * Wraps a registry.
   *
   * @param patience for how long one question is asked again
   * @param warn told before each time
   */
  public PatientSchemaIds(SchemaIds registry, Duration patience, Consumer<String> warn) {
    this.registry = registry;
    this.patience = patience;
    this.warn = warn;
  }

  @Override
  public int idFor(String subject, Schema schema) {
    Attempts attempts = new Attempts();
    while (true) {
      try {
        return registry.idFor(subject, schema);
      } catch (SchemaRegistryException e) {
        if (!e.retriable() || !attempts.another(String.valueOf(e.getMessage()))) {
          throw e;
        }
      }
    }
  }

  @Override
  public OptionalInt version(String subject, Schema schema) {
    return registry.version(subject, schema);
  }

  @Override
  public Lookup schemaById(int id) {
    Attempts attempts = new Attempts();
    while (true) {
      Lookup found = registry.schemaById(id);
      if (!(found instanceof Lookup.Unavailable down) || !attempts.another(down.message())) {
        return found;
      }
    }
  }

  /** How often it asked again. */
  public long retries() {
    return retries.sum();
  }

  /** Ends all patience: whoever still asks gets the last answer. */
  @Override
  public void close() {
    closed.countDown();
  }

  private final class Attempts {
    private final long deadline = System.nanoTime() + patience.toNanos();
    private long pause = FIRST_PAUSE_MILLIS;

    /** Waits before another attempt; false when there is to be none. */
    boolean another(String failure) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      retries.increment();
      warn.accept("schema registry unavailable, asking again in " + pause + " ms: " + failure);
      try {
        if (closed.await(pause, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      return true;
    }
  }
}

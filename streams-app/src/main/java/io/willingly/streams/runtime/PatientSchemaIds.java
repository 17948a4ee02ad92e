package io.willingly.streams.runtime;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a registry that does not answer again and again (R62), for reading and for writing alike, on
 * the thread that needs the answer: giving up ends the thread, and under exactly-once that costs a
 * restore of all its state. Patience ends before the open transaction would.
 */
final class PatientSchemaIds implements SchemaIds, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PatientSchemaIds.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final SchemaIds registry;
  private final Duration patience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LongAdder retries = new LongAdder();

  /**
   * Wraps a registry.
   *
   * @param patience for how long one question is asked again
   */
  PatientSchemaIds(SchemaIds registry, Duration patience) {
    this.registry = registry;
    this.patience = patience;
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
  long retries() {
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
      LOG.warn("schema registry unavailable, asking again in {} ms: {}", pause, failure);
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

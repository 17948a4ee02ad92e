package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.query.Queries;
import java.time.Duration;
import java.util.function.LongConsumer;

/** A running pipeline a command works with: its own, or that of the directory's live owner. */
interface Session extends AutoCloseable {
  Queries queries();

  /** The cluster the pipeline reads. */
  String bootstrapServers();

  SchemaIds schemaIds();

  /** The organisation's date by the pipeline's clock, as an epoch day: as-of when unsaid (R11). */
  int today();

  /**
   * Waits until everything sent so far is counted (R82).
   *
   * @param progress told about how many records are left
   * @return false when the time is over
   */
  boolean awaitDrained(Duration timeout, LongConsumer progress);

  @Override
  void close();
}

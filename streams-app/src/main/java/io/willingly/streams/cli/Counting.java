package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.query.Ledger;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.LongConsumer;

/** A pipeline that counts what is sent to its cluster. */
interface Counting extends AutoCloseable {
  /** The cluster the pipeline reads. */
  String bootstrapServers();

  SchemaIds schemaIds();

  /** The organisation's time zone: that of the rule set in force (R12). */
  ZoneId zone();

  /**
   * Waits until everything sent so far is counted (R82).
   *
   * @param progress told about how many records are left
   * @return false when the time is over
   */
  boolean awaitDrained(Duration timeout, LongConsumer progress);

  /**
   * From now on objects are put together as their parts come; a pipeline elsewhere does so anyway.
   */
  default void assemble() {}

  /** What became of all that was delivered. */
  Ledger ledger();

  @Override
  void close();
}

package io.willingly.streams.testing;

import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.runtime.EventRecords;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Facts as the records their sources would send. */
public final class Deliveries {
  public static final SchemaIds IDS = EmbeddedSchemaIds.inMemory();

  /** One for all records: a format keeps a codec a thread. */
  private static final EventRecords RECORDS = new EventRecords(IDS);

  private Deliveries() {}

  public static ProducerRecord<byte[], byte[]> of(Fact fact) {
    return RECORDS.of(fact);
  }
}

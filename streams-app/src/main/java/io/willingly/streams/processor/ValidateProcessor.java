package io.willingly.streams.processor;

import io.willingly.schemas.wire.SchemaIds;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The first node behind a source: bytes in, facts or refusals out. Before anything stateful, so
 * that bad data leaves no trace in a tally.
 */
public final class ValidateProcessor extends ContextualProcessor<byte[], byte[], byte[], Inflow> {
  private final Intake intake;

  /**
   * Checks records of input topics.
   *
   * @param partitions of each input topic (R58)
   */
  public ValidateProcessor(SchemaIds ids, int partitions) {
    this.intake = new Intake(ids, partitions);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Inflow inflow = intake.read(record, Positions.of(context()));
    context().forward(new Record<>(record.key(), inflow, record.timestamp()));
  }
}

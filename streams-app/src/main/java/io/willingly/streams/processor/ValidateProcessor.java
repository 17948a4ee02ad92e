package io.willingly.streams.processor;

import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Inflow;
import io.willingly.stages.Intake;
import io.willingly.stages.Received;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
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
    this.intake = new Intake(ids, key -> Utils.toPositive(Utils.murmur2(key)) % partitions);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Header run = record.headers().lastHeader(Topics.RUN_HEADER);
    Inflow inflow =
        intake.read(
            new Received(
                Positions.of(context()),
                record.key(),
                record.value(),
                record.timestamp(),
                run == null ? null : run.value()));
    context().forward(new Record<>(record.key(), inflow, record.timestamp()));
  }
}

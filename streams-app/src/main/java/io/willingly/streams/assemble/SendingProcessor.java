package io.willingly.streams.assemble;

import io.willingly.schemas.topic.Topics;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends what it makes of a record as a part of the same run, so that who sent the record is told
 * what became of it in the end. Nothing else of its headers goes on (R73).
 *
 * @param <I> what comes in
 */
abstract class SendingProcessor<I> extends ContextualProcessor<byte[], I, byte[], Sent> {
  private Headers run = new RecordHeaders();

  @Override
  public final void process(Record<byte[], I> record) {
    Header header = record.headers().lastHeader(Topics.RUN_HEADER);
    run = header == null ? new RecordHeaders() : new RecordHeaders(new Header[] {header});
    take(record);
    run = new RecordHeaders();
  }

  /** Takes a record that came in. */
  abstract void take(Record<byte[], I> record);

  /** Sends a record. */
  final void send(byte[] key, Sent sent, long time) {
    context().forward(new Record<>(key, sent, time, run));
  }
}

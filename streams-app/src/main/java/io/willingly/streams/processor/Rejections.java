package io.willingly.streams.processor;

import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Outcome;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Books refused records in the ledger and writes them to the rejected events. */
final class Rejections {
  private final Ledger ledger;
  private final Outlet<RejectedEventKey, RejectedEvent> outlet;
  private final SchemaIds ids;
  private final ProcessorContext<byte[], byte[]> context;

  Rejections(
      ProcessorContext<byte[], byte[]> context,
      Ledger ledger,
      Outlet<RejectedEventKey, RejectedEvent> outlet,
      SchemaIds ids) {
    this.context = context;
    this.ledger = ledger;
    this.outlet = outlet;
    this.ids = ids;
  }

  void refuse(Inflow.Refused refused) {
    RecordMetadata from = Positions.of(context);
    ledger.book(refused.source(), refused.reason(), from.topic(), refused.run(), 1);
    if (refused.reason().outcome() == Outcome.REJECTED) {
      outlet.send(
          new RejectedEventKey(from.topic(), from.partition(), from.offset()), refused.event());
    }
  }

  /**
   * Writes copies that lost a conflict (R4); the fold has booked them. Their bytes may have come
   * long ago, so they are written anew.
   */
  void conflicts(List<Fact> losers) {
    for (Fact fact : losers) {
      Topic<String, ? extends SpecificRecord> topic = Topics.of(fact.family());
      RejectedEvent event = new RejectedEvent();
      event.setReason(Reason.CONFLICT.name());
      event.setRule(Reason.CONFLICT.text());
      event.setMessage("another copy of this version came first, or has the smaller digest");
      event.setSource(fact.id().source());
      event.setEventId(fact.id().eventId());
      event.setOriginalKey(ByteBuffer.wrap(fact.customerId().getBytes(StandardCharsets.UTF_8)));
      event.setOriginalValue(ByteBuffer.wrap(encode(topic, fact)));
      event.setArrival(Instant.ofEpochMilli(fact.delivery().arrival()));
      outlet.send(new RejectedEventKey(topic.name(), context.taskId().partition(), null), event);
    }
  }

  private <V extends SpecificRecord> byte[] encode(Topic<String, V> topic, Fact fact) {
    return WireFormat.values(topic, ids).encode(topic.valueType().cast(FactCodec.toEvent(fact)));
  }
}

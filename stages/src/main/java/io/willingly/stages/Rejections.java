package io.willingly.stages;

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

/** Books refused records in the ledger and writes them to the rejected events. */
public final class Rejections {
  private final Ledger ledger;
  private final Outlet<RejectedEventKey, RejectedEvent> outlet;
  private final SchemaIds ids;

  public Rejections(Ledger ledger, Outlet<RejectedEventKey, RejectedEvent> outlet, SchemaIds ids) {
    this.ledger = ledger;
    this.outlet = outlet;
    this.ids = ids;
  }

  void refuse(Inflow.Refused refused, Position from) {
    ledger.book(
        new LedgerKey(
            refused.source(), refused.reason(), from.topic(), from.partition(), refused.run()),
        1);
    if (refused.reason().outcome() == Outcome.REJECTED) {
      outlet.send(
          new RejectedEventKey(from.topic(), from.partition(), from.offset()), refused.event());
    }
  }

  /**
   * Writes copies that lost a conflict (R4); the fold has booked them. Their bytes may have come
   * long ago, so they are written anew.
   *
   * @param partition of the input topics, where all of a customer or rep lies
   */
  void conflicts(List<Fact> losers, int partition) {
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
      outlet.send(new RejectedEventKey(topic.name(), partition, null), event);
    }
  }

  private <V extends SpecificRecord> byte[] encode(Topic<String, V> topic, Fact fact) {
    return WireFormat.values(topic, ids).encode(topic.valueType().cast(FactCodec.toEvent(fact)));
  }
}

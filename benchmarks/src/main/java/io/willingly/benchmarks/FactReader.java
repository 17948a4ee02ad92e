package io.willingly.benchmarks;

import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Bytes become facts; what is none is left out, uncounted. */
final class FactReader extends ContextualFixedKeyProcessor<byte[], byte[], Fact> {
  private final Map<String, WireFormat<? extends SpecificRecord>> formats = new HashMap<>();

  FactReader(SchemaIds ids) {
    for (Topic<?, ? extends SpecificRecord> topic : Topics.ALL) {
      if (topic.role() == Topic.Role.INPUT) {
        formats.put(topic.name(), WireFormat.values(topic, ids));
      }
    }
  }

  @Override
  public void process(FixedKeyRecord<byte[], byte[]> record) {
    String topic = context().recordMetadata().orElseThrow().topic();
    WireFormat<? extends SpecificRecord> format = formats.get(topic);
    if (format != null
        && format.decode(record.value()) instanceof Decoded.Value<? extends SpecificRecord> event
        && FactCodec.toFact(event.value(), new Fact.Delivery(record.timestamp(), 0))
            instanceof FactReading.Read read
        && FactChecks.check(read.fact()) == null) {
      context().forward(record.withValue(read.fact()));
    }
  }
}

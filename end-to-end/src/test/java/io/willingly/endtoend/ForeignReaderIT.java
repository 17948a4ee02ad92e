package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.RegistryStub;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others read with their own tools: a zero, the id of a schema that a registry of Confluent's
 * API tells, plain Avro. Nothing of ours takes part in the reading.
 */
class ForeignReaderIT {
  @Test
  void topicsAreReadWithAvroAndARegistryAlone(@TempDir Path directory) throws IOException {
    try (RegistryStub stub = new RegistryStub(Deliveries.IDS, 0);
        DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun pipeline =
            PipelineRun.start(
                broker.bootstrapServers(),
                directory.resolve("state"),
                Definition.standard(ZoneOffset.UTC))) {
      PipelineRun.send(broker.bootstrapServers(), January.deals());
      pipeline.drained();
      Rest registry = new Rest(stub.address());

      Set<String> read = new TreeSet<>();
      for (Topic<?, ?> topic : Topics.ALL) {
        for (ConsumerRecord<byte[], byte[]> record : Delivered.to(broker, topic)) {
          if (!topic.hasPlainKey()) {
            assertThat(decoded(registry, record.key()).getSchema().getFullName())
                .isEqualTo(topic.keyType().getName());
          }
          assertThat(decoded(registry, record.value()).getSchema().getFullName())
              .isEqualTo(topic.valueType().getName());
          read.add(topic.name());
        }
      }

      assertThat(read).contains("deal-events", "deal-verdicts", "service-quality", "ingest-ledger");
    }
  }

  private static GenericRecord decoded(Rest registry, byte[] bytes) throws IOException {
    ByteBuffer framed = ByteBuffer.wrap(bytes);
    assertThat(framed.get()).isZero();
    String schema = registry.get("/schemas/ids/" + framed.getInt()).body().path("schema").asText();
    BinaryDecoder body =
        DecoderFactory.get().binaryDecoder(bytes, framed.position(), framed.remaining(), null);
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(new Schema.Parser().parse(schema)).read(null, body);
    assertThat(body.isEnd()).isTrue();
    return record;
  }
}

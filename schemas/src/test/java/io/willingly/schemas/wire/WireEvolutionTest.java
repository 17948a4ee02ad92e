package io.willingly.schemas.wire;

import static io.willingly.schemas.wire.WireFormatTest.answering;
import static io.willingly.schemas.wire.WireFormatTest.deal;
import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.DealEvent;
import io.willingly.event.DealKind;
import io.willingly.event.RepEntry;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded.Undecodable;
import io.willingly.schemas.wire.Decoded.Value;
import io.willingly.schemas.wire.SchemaIds.Lookup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Readers and writers of different versions of the contract. */
class WireEvolutionTest {
  private final WireFormat<DealEvent> deals =
      WireFormat.values(Topics.DEAL_EVENTS, EmbeddedSchemaIds.inMemory());

  @Test
  void readerFillsInWhatAnOlderWriterLeftOut() throws IOException {
    Schema older = without(RepEntry.getClassSchema(), "segment");
    byte[] bytes = written(older);
    WireFormat<RepEntry> reps =
        WireFormat.values(Topics.REP_DIRECTORY, answering(new Lookup.Known(older)));

    assertThat(reps.decode(bytes))
        .isInstanceOfSatisfying(
            Value.class, value -> assertThat(((RepEntry) value.value()).getSegment()).isNull());
  }

  @Test
  void symbolOfANewerWriterBecomesTheDefault() {
    Schema newer =
        parse(DealEvent.getClassSchema().toString().replace("\"OPENED\"", "\"OPENED\",\"GIFTED\""));
    byte[] bytes = deals.encode(deal("e1"));
    byte[] gifted = bytes.clone();
    int kind = indexOfKind(bytes);
    gifted[kind] = (byte) (2 * 2);
    WireFormat<DealEvent> reader =
        WireFormat.values(Topics.DEAL_EVENTS, answering(new Lookup.Known(newer)));

    assertThat(reader.decode(gifted))
        .isInstanceOfSatisfying(
            Value.class,
            value -> assertThat(((DealEvent) value.value()).getKind()).isEqualTo(DealKind.UNKNOWN));
  }

  @Test
  void incompatibleWriterOfTheSameName() {
    Schema other =
        parse(
            "{\"type\":\"record\",\"name\":\"DealEvent\",\"namespace\":\"io.willingly.event\","
                + "\"fields\":[{\"name\":\"source\",\"type\":\"int\"}]}");
    WireFormat<DealEvent> reader =
        WireFormat.values(Topics.DEAL_EVENTS, answering(new Lookup.Known(other)));

    assertThat(reader.decode(new byte[] {0, 0, 0, 0, 1, 9}))
        .isInstanceOfSatisfying(
            Undecodable.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.WRONG_TYPE));
  }

  /** Source and event id (2 texts), revision, mapping version, retracted, time, customer. */
  private static int indexOfKind(byte[] bytes) {
    byte[] mark = {2, 'c', 2 * 1, 2, 'd'};
    for (int i = 5; i + mark.length <= bytes.length; i++) {
      byte[] part = Arrays.copyOfRange(bytes, i, i + mark.length);
      if (Arrays.equals(part, mark)) {
        return i + 2;
      }
    }
    throw new AssertionError("no kind in the bytes");
  }

  private static Schema parse(String schema) {
    return new SchemaParser().parse(schema).mainSchema();
  }

  private static Schema without(Schema schema, String field) {
    return Schema.createRecord(
        schema.getName(),
        schema.getDoc(),
        schema.getNamespace(),
        false,
        schema.getFields().stream()
            .filter(candidate -> !candidate.name().equals(field))
            .map(kept -> new Schema.Field(kept, kept.schema()))
            .toList());
  }

  private static byte[] written(Schema schema) throws IOException {
    GenericData.Record entry =
        new GenericRecordBuilder(schema)
            .set("source", "hr")
            .set("eventId", "1")
            .set("revision", 1L)
            .set("occurredAt", 0L)
            .set("repId", "r1")
            .set("effectiveFrom", 0)
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {0, 0, 0, 0, 1});
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericData.Record>(schema).write(entry, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}

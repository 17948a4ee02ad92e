package io.willingly.endtoend;

import io.willingly.event.SaveListKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.testing.Deliveries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a version of Willingly may write whose save list says one thing more. */
final class LaterVersion {
  private static final Schema SCHEMA =
      new SchemaParser()
          .parse(
              Topics.SAVE_LIST
                  .valueSchema()
                  .toString()
                  .replace(
                      "\"fields\":[{\"name\":\"repId\"",
                      "\"fields\":[{\"name\":\"nextStep\",\"type\":[\"null\",\"string\"],"
                          + "\"default\":null},{\"name\":\"repId\""))
          .mainSchema();

  private LaterVersion() {}

  static ProducerRecord<byte[], byte[]> saveList(String customer, String nextStep)
      throws IOException {
    GenericRecord entry =
        new GenericRecordBuilder(SCHEMA)
            .set("nextStep", nextStep)
            .set("repId", "emil")
            .set("cohortDay", 20_000)
            .set("productLine", "")
            .set("reasons", List.of())
            .set("until", 20_030)
            .build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int id = Deliveries.IDS.idFor(Topics.SAVE_LIST.valueSubject(), SCHEMA);
    bytes.write(0);
    bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(SCHEMA).write(entry, encoder);
    encoder.flush();
    byte[] key =
        WireFormat.keys(Topics.SAVE_LIST, Deliveries.IDS)
            .encode(new SaveListKey(customer, "deal-" + customer));
    return new ProducerRecord<>(Topics.SAVE_LIST.name(), key, bytes.toByteArray());
  }
}

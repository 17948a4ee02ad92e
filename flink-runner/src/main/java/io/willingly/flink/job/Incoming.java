package io.willingly.flink.job;

import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Position;
import io.willingly.stages.Received;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of an input topic on its way to its customer or rep. What is in it is for {@link
 * io.willingly.stages.Intake} to say, there: bad bytes are counted in the same checkpoint as their
 * offset (R62). Fields, and a constructor without arguments, are what Flink serialises without
 * Kryo.
 */
public final class Incoming {
  static final TypeInformation<Incoming> TYPE = Types.POJO(Incoming.class);

  public String topic = "";
  public int partition;
  public long offset;
  public long timestamp;
  public byte @Nullable [] key;
  public byte @Nullable [] value;
  public byte @Nullable [] run;

  public Incoming() {}

  /** Copies a record. */
  public static Incoming of(ConsumerRecord<byte[], byte[]> record) {
    Incoming incoming = new Incoming();
    incoming.topic = record.topic();
    incoming.partition = record.partition();
    incoming.offset = record.offset();
    incoming.timestamp = record.timestamp();
    incoming.key = record.key();
    incoming.value = record.value();
    Header run = record.headers().lastHeader(Topics.RUN_HEADER);
    incoming.run = run == null ? null : run.value();
    return incoming;
  }

  /** Whose it is; records without a key are nobody's, and are together. */
  String owner() {
    return key == null ? "" : Keys.of(key);
  }

  Position position() {
    return new Position(topic, partition, offset);
  }

  Received received() {
    return new Received(position(), key, value, timestamp, run);
  }

  /** Reads them from Kafka. */
  static final class Reader implements KafkaRecordDeserializationSchema<Incoming> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Incoming> out) {
      out.collect(of(record));
    }

    @Override
    public TypeInformation<Incoming> getProducedType() {
      return TYPE;
    }
  }
}

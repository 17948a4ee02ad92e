package io.willingly.streams.topology;

import io.willingly.schemas.topic.Topics;
import io.willingly.stages.Intake;
import io.willingly.streams.processor.ArrivalTime;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/** Input topics as bytes: what is in them is for the validation to say (R62). */
public final class SourceStage {
  private SourceStage() {}

  static KStream<byte[], byte[]> customerRecords(StreamsBuilder builder) {
    return builder.stream(Intake.CUSTOMER_TOPICS, bytes("customer-records"));
  }

  static KStream<byte[], byte[]> repDirectory(StreamsBuilder builder) {
    return builder.stream(Topics.REP_DIRECTORY.name(), bytes("directory-records"));
  }

  private static Consumed<byte[], byte[]> bytes(String name) {
    return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withTimestampExtractor(new ArrivalTime())
        .withName(name);
  }
}

package io.willingly.streams.topology;

import io.willingly.stages.Inflow;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Differences by a new key, through a topic Streams owns: it never expires and is purged once read
 * (R60).
 */
public final class RepartitionStage {
  private RepartitionStage() {}

  static KStream<byte[], Inflow> apply(KStream<byte[], byte[]> deltas, String name) {
    return deltas
        .repartition(
            Repartitioned.<byte[], byte[]>as(name)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray()))
        .mapValues(Inflow.Cells::decode, Named.as("decode-" + name));
  }

  /** The node a processor forwards differences to; the name is given by Streams. */
  static String node(String name) {
    return name + "-repartition-filter";
  }

  /** The topics of all repartitions of an application. */
  public static List<String> topics(String applicationId) {
    return Stream.of(CustomerStage.REP_DELTAS, RepStage.SCOPE_DELTAS)
        .map(name -> applicationId + "-" + name + "-repartition")
        .toList();
  }
}

package io.willingly.streams.assemble;

import io.willingly.event.ObjectCountKey;
import io.willingly.event.WaitingObjectKey;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.processor.ArrivalTime;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Objects ask aliases, through a topic of questions, and are told, through a topic of answers: once
 * at first and again with each change. So an event moves to another customer whichever of the two
 * changes, in one transaction each.
 */
public final class AssembleTopology {
  /** All topics an application of it reads. */
  public static final List<String> TOPICS =
      Stream.of(
              Topics.RAW_OBJECTS,
              Topics.ALIASES,
              Topics.ALIAS_QUESTIONS,
              Topics.ALIAS_ANSWERS,
              Topics.EVENT_BUNDLES)
          .map(Topic::name)
          .toList();

  private AssembleTopology() {}

  /** Builds it. */
  public static Topology build(SourceMappings mappings, SchemaIds ids, StreamsConfig config) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    TopicValues values = new TopicValues(ids);
    WireFormat<WaitingObjectKey> waiting = WireFormat.keys(Topics.WAITING_OBJECTS, ids);
    WireFormat<ObjectCountKey> counts = WireFormat.keys(Topics.OBJECT_COUNTS, ids);

    KStream<byte[], ObjectInput> parts =
        source(builder, Topics.RAW_OBJECTS).mapValues(ObjectInput.Raw::new, Named.as("part"));
    KStream<byte[], ObjectInput> answers =
        source(builder, Topics.ALIAS_ANSWERS).mapValues(ObjectInput.Told::new, Named.as("told"));
    send(
        parts
            .merge(answers, Named.as("of-object"))
            .process(
                supplier(
                    () -> new ObjectProcessor(mappings, values, waiting, counts),
                    AssembleStores.OBJECTS.builder(),
                    ObjectCounts.buffer()),
                Named.as("assemble")),
        "of-objects");

    KStream<byte[], AliasInput> entries =
        source(builder, Topics.ALIASES).mapValues(AliasInput.Entry::new, Named.as("entry"));
    KStream<byte[], AliasInput> questions =
        source(builder, Topics.ALIAS_QUESTIONS).mapValues(AliasInput.Asked::new, Named.as("asked"));
    send(
        entries
            .merge(questions, Named.as("of-alias"))
            .process(
                supplier(() -> new AliasProcessor(values), AssembleStores.ALIASES.builder()),
                Named.as("alias")),
        "of-aliases");

    send(
        source(builder, Topics.EVENT_BUNDLES)
            .process(() -> new Unbundle(values), Named.as("unbundle")),
        "of-bundles");
    return builder.build();
  }

  private static KStream<byte[], byte[]> source(StreamsBuilder builder, Topic<?, ?> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
            .withTimestampExtractor(new ArrivalTime())
            .withName(topic.name() + "-records"));
  }

  private static void send(KStream<byte[], Sent> records, String name) {
    Serializer<Sent> bytes = (topic, sent) -> sent.value();
    records.to(
        (key, sent, context) -> sent.topic(),
        Produced.with(Serdes.ByteArray(), Serdes.serdeFrom(bytes, (topic, value) -> readsNothing()))
            .withName(name));
  }

  private static Sent readsNothing() {
    throw new UnsupportedOperationException("what was sent is not read here");
  }

  private static <I> ProcessorSupplier<byte[], I, byte[], Sent> supplier(
      Supplier<Processor<byte[], I, byte[], Sent>> processor, StoreBuilder<?>... stores) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<byte[], I, byte[], Sent> get() {
        return processor.get();
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(stores);
      }
    };
  }
}

package io.willingly.streams.assemble;

import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.event.AliasAnswer;
import io.willingly.event.AliasQuestion;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows who is who, and which objects want to know: an object is told at once, and again whenever
 * somebody says otherwise. Rows: who an alias is, under {@code 1, length, alias}; and under {@code
 * 2, length, alias, object} an object that wants to know.
 */
final class AliasProcessor extends ContextualProcessor<byte[], AliasInput, byte[], Sent> {
  private static final Logger LOG = LoggerFactory.getLogger(AliasProcessor.class);
  private static final Serializer<byte[]> PREFIX = new ByteArraySerializer();
  private static final byte WHO = 1;
  private static final byte WANTED = 2;
  private static final byte[] NOTHING = {};

  private final TopicValues values;
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  AliasProcessor(TopicValues values) {
    this.values = values;
  }

  @Override
  public void init(ProcessorContext<byte[], Sent> context) {
    super.init(context);
    store = context.getStateStore(AssembleStores.ALIASES.storeName());
  }

  @Override
  public void process(Record<byte[], AliasInput> record) {
    AliasKey alias;
    try {
      byte[] key = record.key();
      alias = AliasKey.parse(key == null ? "" : new String(key, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      LOG.warn("a record of {} is passed over: {}", Topics.ALIASES.name(), e.getMessage());
      return;
    }
    if (record.value() instanceof AliasInput.Asked asked) {
      Decode.ours(values, Topics.ALIAS_QUESTIONS, asked.value())
          .ifPresent(question -> asked(alias, question, record.timestamp()));
    } else if (record.value() instanceof AliasInput.Entry entry) {
      told(alias, entry.value(), record.timestamp());
    }
  }

  private KeyValueStore<Bytes, byte[]> rows() {
    if (store == null) {
      throw new IllegalStateException("not initialised");
    }
    return store;
  }

  private void asked(AliasKey alias, AliasQuestion question, long time) {
    ObjectId object =
        new ObjectId(question.getSource(), question.getType(), question.getObjectId());
    Bytes row =
        Bytes.wrap(key(WANTED, alias.text(), object.text().getBytes(StandardCharsets.UTF_8)));
    if (!question.getWanted()) {
      rows().delete(row);
      return;
    }
    rows().put(row, NOTHING);
    tell(object, alias, rows().get(Bytes.wrap(key(WHO, alias.text(), NOTHING))), time);
  }

  private void told(AliasKey alias, byte @Nullable [] entry, long time) {
    rows().put(Bytes.wrap(key(WHO, alias.text(), NOTHING)), entry);
    for (ObjectId object : wanting(alias)) {
      tell(object, alias, entry, time);
    }
  }

  private List<ObjectId> wanting(AliasKey alias) {
    List<ObjectId> objects = new ArrayList<>();
    byte[] prefix = key(WANTED, alias.text(), NOTHING);
    try (KeyValueIterator<Bytes, byte[]> found = rows().prefixScan(prefix, PREFIX)) {
      while (found.hasNext()) {
        byte[] row = found.next().key.get();
        objects.add(
            ObjectId.parse(
                new String(
                    row, prefix.length, row.length - prefix.length, StandardCharsets.UTF_8)));
      }
    }
    return objects;
  }

  private void tell(ObjectId object, AliasKey alias, byte @Nullable [] known, long time) {
    AliasAnswer answer = new AliasAnswer();
    answer.setSource(object.source());
    answer.setType(object.type());
    answer.setObjectId(object.id());
    answer.setAlias(alias.text());
    if (known != null) {
      Decode.ours(values, Topics.ALIASES, known)
          .ifPresent(
              entry -> {
                answer.setTarget(entry.getTarget());
                answer.setSameAs(entry.getSameAs());
              });
    }
    byte[] key = object.text().getBytes(StandardCharsets.UTF_8);
    byte[] value = values.encode(Topics.ALIAS_ANSWERS, answer);
    context().forward(new Record<>(key, new Sent(Topics.ALIAS_ANSWERS.name(), value), time));
  }

  private static byte[] key(byte kind, String alias, byte[] rest) {
    byte[] text = alias.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + Integer.BYTES + text.length + rest.length)
        .put(kind)
        .putInt(text.length)
        .put(text)
        .put(rest)
        .array();
  }
}

package io.willingly.streams.assemble;

import io.willingly.connectors.assemble.Answer;
import io.willingly.connectors.assemble.KnownAlias;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.event.AliasAnswer;
import io.willingly.event.AliasEntry;
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
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Knows who is who, and which objects want to know: an object is told at once, and again whenever
 * somebody says otherwise. Rows: the newest that a source said of an alias, under {@code 1, length,
 * alias}; under {@code 2, length, alias, object} an object that wants to know; and under {@code 3,
 * length, alias} the newest that a person said. No row of what was said is ever deleted: that it
 * was taken back must be known when what is older comes late.
 */
final class AliasProcessor extends SendingProcessor<AliasInput> {
  private static final Serializer<byte[]> PREFIX = new ByteArraySerializer();
  private static final byte BY_SOURCE = 1;
  private static final byte WANTED = 2;
  private static final byte BY_PERSON = 3;
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
  void take(Record<byte[], AliasInput> record) {
    String key = Decode.key(record.key());
    if (!Decode.isAlias(key)) {
      return;
    }
    AliasKey alias = AliasKey.parse(key);
    if (record.value() instanceof AliasInput.Asked asked) {
      Decode.ours(values, Topics.ALIAS_QUESTIONS, asked.value())
          .ifPresent(question -> asked(alias, question, record.timestamp()));
    } else if (record.value() instanceof AliasInput.Entry entry) {
      Decode.entry(values, entry.value()).ifPresent(said -> told(alias, said, record.timestamp()));
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
    tell(object, alias, known(alias).answer(), time);
  }

  private void told(AliasKey alias, AliasEntry said, long time) {
    KnownAlias before = known(alias);
    KnownAlias now = before.with(said, time);
    keep(BY_PERSON, alias, before.person(), now.person());
    keep(BY_SOURCE, alias, before.source(), now.source());
    if (!now.answer().equals(before.answer())) {
      wanting(alias).forEach(object -> tell(object, alias, now.answer(), time));
    }
  }

  private KnownAlias known(AliasKey alias) {
    return new KnownAlias(kept(BY_PERSON, alias), kept(BY_SOURCE, alias));
  }

  private @Nullable AliasEntry kept(byte by, AliasKey alias) {
    byte[] row = rows().get(Bytes.wrap(key(by, alias.text(), NOTHING)));
    return row == null ? null : Decode.ours(values, Topics.ALIASES, row).orElse(null);
  }

  private void keep(
      byte by, AliasKey alias, @Nullable AliasEntry before, @Nullable AliasEntry now) {
    if (now != null && !now.equals(before)) {
      rows().put(Bytes.wrap(key(by, alias.text(), NOTHING)), values.encode(Topics.ALIASES, now));
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

  private void tell(ObjectId object, AliasKey alias, Answer known, long time) {
    AliasAnswer answer = new AliasAnswer();
    answer.setSource(object.source());
    answer.setType(object.type());
    answer.setObjectId(object.id());
    answer.setAlias(alias.text());
    AliasKey same = known.sameAs();
    answer.setTarget(known.target());
    answer.setSameAs(same == null ? null : same.text());
    byte[] key = object.text().getBytes(StandardCharsets.UTF_8);
    byte[] value = values.encode(Topics.ALIAS_ANSWERS, answer);
    send(key, new Sent(Topics.ALIAS_ANSWERS.name(), value), time);
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

package io.willingly.streams.assemble;

import io.willingly.connectors.assemble.Answer;
import io.willingly.connectors.assemble.Assembled;
import io.willingly.connectors.assemble.AssembledObject;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectEvents.Awaited;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome.Rejected;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.event.AliasAnswer;
import io.willingly.event.AliasQuestion;
import io.willingly.event.ObjectCountKey;
import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import io.willingly.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Puts objects together and sends the difference between what they make now and what was sent. */
final class ObjectProcessor extends SendingProcessor<ObjectInput> {
  private static final Duration LOOK_FOR_MAPPINGS = Duration.ofSeconds(1);

  private final SourceMappings mappings;
  private final TopicValues values;
  private final WireFormat<WaitingObjectKey> waitingKeys;
  private final RawObjects raw;
  private final WireFormat<ObjectCountKey> countKeys;
  private @Nullable KeyValueStore<Bytes, byte[]> store;
  private @Nullable ObjectCounts counts;

  ObjectProcessor(
      SourceMappings mappings,
      TopicValues values,
      WireFormat<WaitingObjectKey> waitingKeys,
      WireFormat<ObjectCountKey> countKeys) {
    this.mappings = mappings;
    this.values = values;
    this.waitingKeys = waitingKeys;
    this.countKeys = countKeys;
    this.raw = new RawObjects(values);
  }

  @Override
  public void init(ProcessorContext<byte[], Sent> context) {
    super.init(context);
    KeyValueStore<Bytes, byte[]> rows = context.getStateStore(AssembleStores.OBJECTS.storeName());
    store = rows;
    counts = new ObjectCounts(rows, context, values, countKeys);
    ChangedMappings changed = new ChangedMappings(rows, mappings);
    context.schedule(
        LOOK_FOR_MAPPINGS,
        PunctuationType.WALL_CLOCK_TIME,
        now -> changed.objects().forEach(object -> again(object, any -> {}, now)));
  }

  @Override
  void take(Record<byte[], ObjectInput> record) {
    if (record.value() instanceof ObjectInput.Told told) {
      Decode.ours(values, Topics.ALIAS_ANSWERS, told.value())
          .ifPresent(answer -> answered(answer, record.timestamp()));
    } else if (record.value() instanceof ObjectInput.Raw part) {
      RawObjects.Read read = raw.read(record.key(), part.value(), context().recordMetadata());
      if (read instanceof RawObjects.Part told) {
        told(told, record.timestamp());
      } else if (read instanceof RawObjects.Bad bad) {
        send(bad.reject(), record.timestamp());
      }
    }
  }

  private void told(RawObjects.Part told, long time) {
    ObjectId id = told.id();
    int version = told.mappingVersion();
    byte[] before = rows().get(ChangedMappings.row(id));
    AssembledObject object = read(id, before);
    SourceMappings.Known known = mappings.of(id.source(), version);
    Mapping mapping = known.mapping();
    // Without a mapping nobody knows which former values will be asked for.
    Set<String> history = mapping == null ? null : mapping.history(id.type());
    object.add(told.part(), history, time);
    int bytes = assemble(object, known, time);
    boolean refused = bytes > object.mostBytes();
    counts().part(id, before == null && !refused, time);
    if (refused) {
      String part = told.part().properties().toString();
      send(raw.tooLarge(id, version, bytes, part, context().recordMetadata()), time);
    }
  }

  private void answered(AliasAnswer answer, long time) {
    String same = answer.getSameAs();
    AliasKey alias = AliasKey.parse(answer.getAlias());
    Answer who = new Answer(answer.getTarget(), same == null ? null : AliasKey.parse(same));
    again(
        load(new ObjectId(answer.getSource(), answer.getType(), answer.getObjectId())),
        object -> object.answer(alias, who),
        time);
  }

  /**
   * Assembles an object of which no part came. If its events would make it too large, those sent
   * before stand, and what was answered is known for the next time.
   */
  private void again(AssembledObject object, Consumer<AssembledObject> change, long time) {
    change.accept(object);
    int bytes = assemble(object, mappings.of(object.id().source(), 0), time);
    if (bytes > object.mostBytes()) {
      ObjectId id = object.id();
      AssembledObject before = load(id);
      change.accept(before);
      if (before.waits(null, time)) {
        waiting(before, true, null, time);
      }
      if (before.rejects(RejectCode.TOO_LARGE.name())) {
        send(raw.tooLarge(id, 0, bytes, "", context().recordMetadata()), time);
      }
      rows().put(ChangedMappings.row(id), before.bytes());
    }
  }

  /**
   * Keeps an object and sends what is to be sent, unless it has become too large.
   *
   * @return the bytes it has; of too many none were kept, and nothing was sent
   */
  private int assemble(AssembledObject object, SourceMappings.Known known, long time) {
    ObjectId id = object.id();
    Mapping mapping = known.mapping();
    Assembled made =
        mapping == null ? Assembled.waiting(known.problem()) : object.assemble(mapping, values);
    Awaited awaited = made.waiting().isEmpty() ? null : made.waiting().get(0);
    Rejected rejected = made.rejected();
    boolean waited = object.isWaiting();
    boolean waits =
        made.complete() && object.waits(awaited == null ? null : Cures.message(id, awaited), time);
    boolean rejects =
        made.complete() && object.rejects(rejected == null ? null : rejected.message());
    byte[] bytes = object.bytes();
    if (bytes.length > object.mostBytes()) {
      return bytes.length;
    }
    rows().put(ChangedMappings.row(id), bytes);
    made.records().forEach(record -> send(record, time));
    questions(id, made.ask(), true, time);
    questions(id, made.forget(), false, time);
    if (waits) {
      waiting(object, waited, awaited, time);
    }
    if (rejects && rejected != null && mapping != null) {
      new RowRecords(values, mapping)
          .of(rejected, id.source())
          .records()
          .forEach(record -> send(record, time));
    }
    return bytes.length;
  }

  private void questions(ObjectId id, Set<AliasKey> aliases, boolean wanted, long time) {
    for (AliasKey alias : aliases) {
      AliasQuestion question = new AliasQuestion(id.source(), id.type(), id.id(), wanted);
      send(
          alias.text().getBytes(StandardCharsets.UTF_8),
          new Sent(Topics.ALIAS_QUESTIONS.name(), values.encode(Topics.ALIAS_QUESTIONS, question)),
          time);
    }
  }

  /** Tells everybody what an object waits for now, and counts it. */
  private void waiting(
      AssembledObject object, boolean waited, @Nullable Awaited awaited, long time) {
    ObjectId id = object.id();
    counts().waits(id, waited, awaited != null);
    byte[] key = waitingKeys.encode(new WaitingObjectKey(id.source(), id.type(), id.id()));
    byte[] value = null;
    if (awaited != null) {
      WaitingObject row = new WaitingObject();
      row.setRule(awaited.rule());
      row.setField(awaited.field());
      row.setAlias(awaited.alias() == null ? null : awaited.alias().text());
      row.setMessage(Cures.message(id, awaited));
      row.setSince(Instant.ofEpochMilli(object.waitsSince()));
      value = values.encode(Topics.WAITING_OBJECTS, row);
    }
    send(key, new Sent(Topics.WAITING_OBJECTS.name(), value), time);
  }

  private void send(InputRecord record, long time) {
    send(record.keyBytes(), new Sent(record.topic().name(), record.value()), time);
  }

  private KeyValueStore<Bytes, byte[]> rows() {
    return initialised(store);
  }

  private ObjectCounts counts() {
    return initialised(counts);
  }

  private static <T> T initialised(@Nullable T set) {
    if (set == null) {
      throw new IllegalStateException("not initialised");
    }
    return set;
  }

  private AssembledObject load(ObjectId id) {
    return read(id, rows().get(ChangedMappings.row(id)));
  }

  private static AssembledObject read(ObjectId id, byte @Nullable [] row) {
    return row == null ? AssembledObject.unknown(id) : AssembledObject.of(row);
  }
}

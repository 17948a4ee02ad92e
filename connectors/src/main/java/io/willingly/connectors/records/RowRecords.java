package io.willingly.connectors.records;

import io.willingly.connectors.mapping.AliasFact;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.ObjectId;
import io.willingly.connectors.mapping.ObjectPart;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.event.AliasEntry;
import io.willingly.event.BundledRecord;
import io.willingly.event.EventBundle;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.event.RawObject;
import io.willingly.event.SourceMapping;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.TopicValues;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records for the topics of what became of rows: events, what is put together to events, or
 * what made none (R64). Not thread-safe.
 */
public final class RowRecords {
  /**
   * A producer refuses a record of 1 MiB unless told otherwise; a character may have four bytes.
   */
  private static final int MOST_OF_A_PART = 200_000;

  private final TopicValues values;
  private final Mapping mapping;
  private final Set<String> announced = new HashSet<>();

  /**
   * Makes records.
   *
   * @param mapping the rows pass through it
   */
  public RowRecords(TopicValues values, Mapping mapping) {
    this.values = values;
    this.mapping = mapping;
  }

  /**
   * A row and its records.
   *
   * @param outcome of the row in the end: one that was mapped is rejected all the same when an
   *     event of it is larger than the pipeline takes (R74)
   */
  public record Made(RowOutcome outcome, List<InputRecord> records) {
    public Made {
      records = List.copyOf(records);
    }
  }

  /**
   * Makes them.
   *
   * @param source the source instance the row is of
   */
  public Made of(RowOutcome row, String source) {
    if (!(row instanceof RowOutcome.Mapped mapped)) {
      return leftOut(row, source);
    }
    List<InputRecord> events = new ArrayList<>();
    for (MappedEvent event : mapped.events()) {
      InputRecord record = record(Topics.of(event.family()), event.key(), event.event());
      if (record.value().length > Topics.MAX_INPUT_BYTES) {
        return leftOut(tooLarge(row.position(), event, record.value().length), source);
      }
      events.add(record);
    }
    List<InputRecord> parts = new ArrayList<>();
    for (ObjectPart part : mapped.parts()) {
      String told = part.properties().toString();
      if (told.length() > MOST_OF_A_PART) {
        return leftOut(tooLarge(row.position(), part, told), source);
      }
      parts.add(part(part, told, source));
    }
    if (!parts.isEmpty() && announced.add(source)) {
      events.add(announcement(source));
    }
    events.addAll(parts);
    for (AliasFact alias : mapped.aliases()) {
      events.add(record(Topics.ALIASES, alias.key().text(), entry(alias, source)));
    }
    return new Made(row, events);
  }

  /**
   * Several records as one, for senders that can send but one; each goes to its topic from there.
   */
  public InputRecord bundle(List<InputRecord> records) {
    List<BundledRecord> bundled = new ArrayList<>();
    for (InputRecord each : records) {
      bundled.add(
          new BundledRecord(each.topic().name(), each.key(), ByteBuffer.wrap(each.value())));
    }
    return record(Topics.EVENT_BUNDLES, records.get(0).key(), new EventBundle(bundled));
  }

  private static RowOutcome.Rejected tooLarge(Position position, ObjectPart part, String told) {
    return new RowOutcome.Rejected(
        position,
        RejectCode.TOO_LARGE,
        part.type() + ".set",
        null,
        "what is told of %s %s has %,d characters, at most %,d; let 'set' take only what rules read"
            .formatted(part.type(), part.id(), told.length(), MOST_OF_A_PART),
        told);
  }

  /** The mapping itself: objects are put together elsewhere, and mapped there. */
  private InputRecord announcement(String source) {
    SourceMapping announced = new SourceMapping();
    announced.setName(mapping.name());
    announced.setVersion(mapping.version());
    announced.setText(mapping.text());
    return record(Topics.SOURCE_MAPPINGS, source, announced);
  }

  private InputRecord part(ObjectPart part, String told, String source) {
    RawObject raw = new RawObject();
    raw.setSource(source);
    raw.setMapping(mapping.name());
    raw.setMappingVersion(mapping.version());
    raw.setType(part.type());
    raw.setObjectId(part.id());
    raw.setAt(part.at());
    raw.setProperties(told);
    raw.setComplete(part.complete());
    raw.setDeleted(part.deleted());
    return record(Topics.RAW_OBJECTS, new ObjectId(source, part.type(), part.id()).text(), raw);
  }

  /**
   * Who is who, as it is sent.
   *
   * @param source the source instance that tells
   */
  public static AliasEntry entry(AliasFact fact, String source) {
    AliasEntry entry = new AliasEntry();
    entry.setTarget(fact.to());
    entry.setSameAs(fact.sameAs() == null ? null : fact.sameAs().text());
    entry.setSetBy(fact.by() == null ? source : fact.by());
    entry.setAt(fact.at());
    entry.setByPerson(fact.by() != null);
    return entry;
  }

  private static RowOutcome.Rejected tooLarge(Position position, MappedEvent event, int bytes) {
    SpecificRecord record = event.event();
    String longest =
        record.getSchema().getFields().stream()
            .max(
                Comparator.comparingInt(
                    (Schema.Field field) -> String.valueOf(record.get(field.pos())).length()))
            .map(Schema.Field::name)
            .orElse("");
    return new RowOutcome.Rejected(
        position,
        RejectCode.TOO_LARGE,
        longest,
        null,
        "the event has %,d bytes, at most %,d; its longest field is %s: is it the right column?"
            .formatted(bytes, Topics.MAX_INPUT_BYTES, longest),
        record.toString());
  }

  private Made leftOut(RowOutcome row, String source) {
    MappingReject reject;
    if (row instanceof RowOutcome.Rejected rejected) {
      reject =
          reject(
              row,
              MappingRejectReason.UNMAPPABLE,
              rejected.field(),
              rejected.code() + ": " + rejected.message(),
              rejected.original());
    } else {
      RowOutcome.Filtered filtered = (RowOutcome.Filtered) row;
      reject =
          reject(row, MappingRejectReason.FILTERED, null, filtered.reason(), filtered.original());
    }
    reject.setSource(source);
    String key = source + "/" + row.position().file() + ":" + row.position().row();
    return new Made(row, List.of(record(Topics.MAPPING_REJECTS, key, reject)));
  }

  private InputRecord record(
      Topic<String, ? extends SpecificRecord> topic, String key, SpecificRecord value) {
    return new InputRecord(topic, key, values.encode(topic, value));
  }

  private MappingReject reject(
      RowOutcome row,
      MappingRejectReason reason,
      @Nullable String field,
      String message,
      String original) {
    MappingReject reject = new MappingReject();
    reject.setMappingVersion(mapping.version());
    reject.setReason(reason);
    reject.setField(field);
    reject.setMessage(message);
    reject.setFile(row.position().file());
    reject.setRow(row.position().row());
    reject.setOriginal(ByteBuffer.wrap(original.getBytes(StandardCharsets.UTF_8)));
    return reject;
  }
}

package io.willingly.streams.mapping;

import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.runtime.EventRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes records for the topics of what became of rows: events, or what made none (R64).
 *
 * @param mappingVersion of the mapping the rows passed through
 */
public record RowRecords(EventRecords records, int mappingVersion) {

  /**
   * A row and its records.
   *
   * @param outcome of the row in the end: one that was mapped is rejected all the same when an
   *     event of it is larger than the pipeline takes (R74)
   */
  public record Made(RowOutcome outcome, List<ProducerRecord<byte[], byte[]>> records) {
    public Made {
      records = List.copyOf(records);
    }
  }

  /**
   * Makes them.
   *
   * @param source the source instance the row is of
   */
  public Made of(RowOutcome row, String source, Delivery delivery) {
    if (!(row instanceof RowOutcome.Mapped mapped)) {
      return leftOut(row, source, delivery);
    }
    List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
    for (MappedEvent event : mapped.events()) {
      ProducerRecord<byte[], byte[]> record =
          records.of(Topics.of(event.family()), event.key(), event.event(), delivery);
      if (record.value().length > Topics.MAX_INPUT_BYTES) {
        return leftOut(tooLarge(row.position(), event, record.value().length), source, delivery);
      }
      events.add(record);
    }
    return new Made(row, events);
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

  private Made leftOut(RowOutcome row, String source, Delivery delivery) {
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
    return new Made(row, List.of(records.of(Topics.MAPPING_REJECTS, key, reject, delivery)));
  }

  private MappingReject reject(
      RowOutcome row,
      MappingRejectReason reason,
      @Nullable String field,
      String message,
      String original) {
    MappingReject reject = new MappingReject();
    reject.setMappingVersion(mappingVersion);
    reject.setReason(reason);
    reject.setField(field);
    reject.setMessage(message);
    reject.setFile(row.position().file());
    reject.setRow(row.position().row());
    reject.setOriginal(ByteBuffer.wrap(original.getBytes(StandardCharsets.UTF_8)));
    return reject;
  }
}

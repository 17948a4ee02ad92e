package io.willingly.streams.cli;

import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.RunSummary;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.runtime.EventProducer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends the rows of files through a mapping into the topics: events, and what made none (R64). */
final class Replay {
  /** Rejects shown: enough to see a pattern; all are on the topic. */
  private static final int SHOWN = 10;

  private final Mapping mapping;
  private final EventProducer producer;
  private final Clock clock;
  private final long run;
  private final Progress progress;
  private long rows;
  private final List<String> firstRejects = new ArrayList<>();
  private long rejects;

  Replay(Mapping mapping, EventProducer producer, Clock clock, long run, Progress progress) {
    this.mapping = mapping;
    this.producer = producer;
    this.clock = clock;
    this.run = run;
    this.progress = progress;
  }

  RunSummary run(List<Path> files, RunOptions options) {
    try {
      RunSummary summary = mapping.run(files, options, row -> send(row, options.source()));
      producer.flush();
      return summary;
    } catch (InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  /** The first rows that were rejected: where, and why. */
  List<String> firstRejects() {
    return List.copyOf(firstRejects);
  }

  /** Tells where rows were rejected, in which field, and why. */
  void tellRejects(Console console) {
    firstRejects.forEach(console::say);
    if (rejects > firstRejects.size()) {
      console.say(
          "rejected %,d rows more; all are in the topic %s"
              .formatted(rejects - firstRejects.size(), Topics.REJECTED_EVENTS.name()));
    }
    if (rejects > 0 && rejects == rows) {
      console.say(
          "all %,d rows were rejected: is %s the right mapping for these files?"
              .formatted(rows, mapping.name()));
    }
  }

  private void note(RowOutcome.Rejected row) {
    rejects++;
    if (firstRejects.size() < SHOWN) {
      firstRejects.add("rejected " + row.position() + ": " + row.message());
    }
  }

  private void send(RowOutcome row, String source) {
    Delivery delivery = new Delivery(clock.millis(), run);
    if (row instanceof RowOutcome.Mapped mapped) {
      events(mapped, source, delivery);
    } else {
      leftOut(row, source, delivery);
    }
    progress.update(++rows, 0, "rows");
  }

  /** All events of the row, or one reject when one of them is too large. */
  private void events(RowOutcome.Mapped row, String source, Delivery delivery) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (MappedEvent event : row.events()) {
      ProducerRecord<byte[], byte[]> record =
          producer.record(Topics.of(event.family()), event.key(), event.event(), delivery);
      if (record.value().length > Topics.MAX_INPUT_BYTES) {
        leftOut(tooLarge(row.position(), event, record.value().length), source, delivery);
        return;
      }
      records.add(record);
    }
    records.forEach(producer::send);
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

  private void leftOut(RowOutcome row, String source, Delivery delivery) {
    MappingReject reject;
    if (row instanceof RowOutcome.Rejected rejected) {
      note(rejected);
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
    producer.send(
        producer.record(
            Topics.MAPPING_REJECTS,
            source + "/" + row.position().file() + ":" + row.position().row(),
            reject,
            delivery));
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

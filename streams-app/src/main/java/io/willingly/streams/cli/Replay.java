package io.willingly.streams.cli;

import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.RunSummary;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends the rows of files through a mapping into the topics: events, and what made none (R64). */
final class Replay {
  /** Rejects shown: enough to see a pattern; all are on the topic. */
  private static final int SHOWN = 10;

  private final Mapping mapping;
  private final EventPublisher publisher;
  private final Clock clock;
  private final Progress progress;
  private long rows;
  private final List<String> firstRejects = new ArrayList<>();
  private long rejects;

  Replay(Mapping mapping, EventPublisher publisher, Clock clock, Progress progress) {
    this.mapping = mapping;
    this.publisher = publisher;
    this.clock = clock;
    this.progress = progress;
  }

  RunSummary run(List<Path> files, RunOptions options) {
    try {
      RunSummary summary = mapping.run(files, options, row -> send(row, options.source()));
      publisher.flush();
      return summary;
    } catch (InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  /** Tells where rows were rejected, in which field, and why. */
  void tellRejects(Console console) {
    firstRejects.forEach(console::say);
    if (rejects > firstRejects.size()) {
      console.say(
          "rejected %,d rows more; all are in the topic %s"
              .formatted(rejects - firstRejects.size(), Topics.REJECTED_EVENTS.name()));
    }
  }

  private void note(RowOutcome.Rejected row) {
    rejects++;
    if (firstRejects.size() < SHOWN) {
      String field = row.field() == null ? "" : " " + row.field();
      firstRejects.add("rejected " + row.position() + field + ": " + row.message());
    }
  }

  private void send(RowOutcome row, String source) {
    long arrival = clock.millis();
    if (row instanceof RowOutcome.Mapped mapped) {
      for (MappedEvent event : mapped.events()) {
        publisher.send(Topics.of(event.family()), event.key(), event.event(), arrival);
      }
    } else {
      MappingReject reject =
          row instanceof RowOutcome.Rejected rejected
              ? reject(
                  row,
                  MappingRejectReason.UNMAPPABLE,
                  rejected.field(),
                  rejected.code() + ": " + rejected.message(),
                  rejected.original())
              : filtered((RowOutcome.Filtered) row);
      reject.setSource(source);
      publisher.send(Topics.MAPPING_REJECTS, source + "/" + row.position(), reject, arrival);
    }
    if (row instanceof RowOutcome.Rejected rejected) {
      note(rejected);
    }
    progress.update(++rows, 0, "rows");
  }

  private MappingReject filtered(RowOutcome.Filtered row) {
    return reject(row, MappingRejectReason.FILTERED, null, row.reason(), row.original());
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

package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.connectors.mapping.RunSummary;
import io.willingly.connectors.mapping.Unread;
import io.willingly.connectors.records.RowRecords;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.runtime.EventProducer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Sends the rows of files through a mapping into the topics: events, and what made none (R64). */
final class Replay {
  /** Rejects shown: enough to see a pattern; all are on the topic. */
  private static final int SHOWN = 10;

  private final Mapping mapping;
  private final EventProducer producer;
  private final RowRecords records;
  private final Clock clock;
  private final long run;
  private final Progress progress;
  private Consumer<MappedEvent> last = event -> {};
  private long rows;
  private final List<String> firstRejects = new ArrayList<>();
  private long rejects;
  private final List<String> firstUnread = new ArrayList<>();
  private long unread;

  Replay(Mapping mapping, EventProducer producer, Clock clock, long run, Progress progress) {
    this.mapping = mapping;
    this.producer = producer;
    this.records = new RowRecords(producer.records().values(), mapping);
    this.clock = clock;
    this.run = run;
    this.progress = progress;
  }

  /** Lets somebody change events before they are sent. */
  Replay changing(Consumer<MappedEvent> change) {
    last = change;
    return this;
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

  /** Sends payloads, each with the elements of an array for rows, and waits until they are kept. */
  void send(JsonNode payloads, String source) {
    try {
      mapping.apply(payloads, source).forEach(row -> send(row, source));
      producer.flush();
    } catch (InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  /** How many rows were sent. */
  long rows() {
    return rows;
  }

  /** The first rows that were rejected: where, and why. */
  List<String> firstRejects() {
    return List.copyOf(firstRejects);
  }

  /** The first values that were left out, for they could not be read: where, and what. */
  List<String> firstUnread() {
    return List.copyOf(firstUnread);
  }

  /** How many values were left out, for they could not be read. */
  long unread() {
    return unread;
  }

  private void note(RowOutcome.Mapped row) {
    for (Unread value : row.unread()) {
      unread++;
      if (firstUnread.size() < SHOWN) {
        firstUnread.add(
            "%s: '%s' in column '%s' cannot be read and is left out"
                .formatted(row.position(), value.value(), value.column()));
      }
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
    if (row instanceof RowOutcome.Mapped mapped) {
      mapped.events().forEach(last);
    }
    RowRecords.Made made = records.of(row, source);
    if (made.outcome() instanceof RowOutcome.Rejected rejected) {
      note(rejected);
    } else if (made.outcome() instanceof RowOutcome.Mapped mapped) {
      note(mapped);
    }
    Delivery delivery = new Delivery(clock.millis(), run);
    made.records().forEach(record -> producer.send(record, delivery));
    progress.update(++rows, 0, "rows");
  }
}

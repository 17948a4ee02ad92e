package io.willingly.connectors.connect;

import io.willingly.connectors.connect.ReplayFile.Step;
import io.willingly.connectors.connect.ReplayFolder.Found;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.Mark;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/** Reads the files of a folder, one after the other. */
@SuppressWarnings("NullAway.Init") // a worker calls start before anything else
public final class ReplaySourceTask extends SourceTask {
  private final Clock clock;
  private final LongSupplier nanos;
  private ReplayConfig settings;
  private Mapping mapping;
  private String source;
  private RowRecords records;
  private RowMetrics metrics;
  private RowRate rate;
  private ReplayFolder folder;
  private @Nullable Found found;
  private @Nullable ReplayFile file;

  /** For a worker. */
  public ReplaySourceTask() {
    this(Clock.systemUTC(), System::nanoTime);
  }

  ReplaySourceTask(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public void start(Map<String, String> given) {
    settings = new ReplayConfig(given);
    mapping = MappingConfig.mapping(settings);
    source = MappingConfig.source(settings, mapping);
    records = MappingConfig.records(settings, mapping);
    metrics = new RowMetrics(context.pluginMetrics());
    rate = new RowRate(settings.getInt(ReplayConfig.RATE), nanos);
    folder = new ReplayFolder(settings, mapping, source, clock, this::kept);
  }

  private Map<String, FileOffset> kept(Collection<String> names) {
    Map<String, FileOffset> offsets = new HashMap<>();
    context
        .offsetStorageReader()
        .offsets(names.stream().map(FileOffset::partition).toList())
        .forEach(
            (partition, kept) -> {
              if (kept != null) {
                offsets.put(FileOffset.file(partition), FileOffset.of(kept));
              }
            });
    return offsets;
  }

  @Override
  public @Nullable List<SourceRecord> poll() throws InterruptedException {
    int allowed = rate.allowed(settings.getInt(ReplayConfig.BATCH));
    if (allowed == 0) {
      TimeUnit.NANOSECONDS.sleep(Math.min(rate.untilNext(), TimeUnit.SECONDS.toNanos(1)));
      return null;
    }
    List<SourceRecord> made = new ArrayList<>();
    try {
      if (file == null) {
        openNext(made);
      }
      if (file != null) {
        read(file, allowed, made);
      }
    } catch (IOException e) {
      throw new ConnectException("cannot read folder " + settings.folder() + ": " + e, e);
    } catch (SchemaRegistryException e) {
      // The worker asks again, and must be given the same rows, and be told all anew.
      stop();
      records = MappingConfig.records(settings, mapping);
      throw MappingConfig.failed(e);
    }
    if (made.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(settings.getLong(ReplayConfig.INTERVAL));
      return null;
    }
    return made;
  }

  /** Opens the first file that has something to read, if there is one. */
  private void openNext(List<SourceRecord> made) throws IOException {
    for (Found next : folder.changed()) {
      FileOffset offset;
      try {
        offset = folder.offset(next);
      } catch (NoSuchFileException | AccessDeniedException e) {
        folder.passOver(next.path(), e);
        continue;
      }
      try {
        ReplayFile opened = folder.open(next, offset);
        if (!opened.finished()) {
          file = opened;
          found = next;
          return;
        }
        opened.close();
        folder.finished(next, opened.cut());
      } catch (NoSuchFileException | AccessDeniedException e) {
        folder.passOver(next.path(), e);
      } catch (InputException e) {
        if (next.quiet() && offset.mark().bytes() < next.size()) {
          refuse(next, offset, e, made);
        }
        // Perhaps only its header is there yet.
        folder.finished(next, !next.quiet());
        if (!made.isEmpty()) {
          return;
        }
      }
    }
  }

  /** A file that the mapping does not take is told like a row that it cannot read. */
  private void refuse(Found refused, FileOffset offset, InputException e, List<SourceRecord> made) {
    RowOutcome outcome =
        new RowOutcome.Rejected(
            new Position(refused.name(), 0, 0),
            RejectCode.UNREADABLE,
            null,
            null,
            String.valueOf(e.getMessage()),
            "");
    FileOffset after = offset.at(new Mark(refused.size(), 0, 0));
    add(refused.name(), new Step(List.of(outcome), offset, after), made);
    folder.left(refused.name(), after);
    commitWith(made);
  }

  private void read(ReplayFile reading, int allowed, List<SourceRecord> made) throws IOException {
    int rows = 0;
    FileOffset left = null;
    while (rows < allowed && !reading.finished()) {
      Step step = reading.next();
      add(reading.name(), step, made);
      rows += step.outcomes().size();
      left = step.after();
    }
    if (left != null) {
      folder.left(reading.name(), left);
    }
    rate.passed(rows);
    if (reading.finished()) {
      reading.close();
      file = null;
      if (found != null) {
        folder.finished(found, reading.cut());
      }
      commitWith(made);
    }
  }

  /** Only the last record of a step says that the step is done. */
  private void add(String name, Step step, List<SourceRecord> made) {
    List<InputRecord> inputs = new ArrayList<>();
    for (RowOutcome outcome : step.outcomes()) {
      RowRecords.Made row = records.of(outcome, source);
      metrics.count(row.outcome());
      inputs.addAll(row.records());
    }
    for (int i = 0; i < inputs.size(); i++) {
      FileOffset offset = i < inputs.size() - 1 ? step.before() : step.after();
      made.add(record(inputs.get(i), name, offset));
    }
  }

  private SourceRecord record(InputRecord input, String name, FileOffset offset) {
    return new SourceRecord(
        FileOffset.partition(name),
        offset.toMap(),
        input.topic().name(),
        null,
        Schema.BYTES_SCHEMA,
        input.keyBytes(),
        Schema.BYTES_SCHEMA,
        input.value(),
        clock.millis());
  }

  /** With transactions of the connector's own a file is one. */
  private void commitWith(List<SourceRecord> made) {
    TransactionContext transaction = context.transactionContext();
    if (transaction != null && !made.isEmpty()) {
      transaction.commitTransaction(made.get(made.size() - 1));
    }
  }

  @Override
  public void stop() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw new ConnectException("cannot close " + file.name(), e);
      }
      file = null;
    }
  }
}

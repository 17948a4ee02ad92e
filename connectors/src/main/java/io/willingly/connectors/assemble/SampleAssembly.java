package io.willingly.connectors.assemble;

import io.willingly.connectors.mapping.AliasFact;
import io.willingly.connectors.mapping.AliasKey;
import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.SampleCase;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.TopicValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What sample files become when the objects they tell of are put together too. */
public final class SampleAssembly {
  /** Who is who in the samples of a folder: a line {@code kind,namespace,id,to} each. */
  private static final String ALIASES = "sample-aliases.csv";

  private static final TopicValues VALUES = new TopicValues(EmbeddedSchemaIds.inMemory());

  private SampleAssembly() {}

  /**
   * Maps a sample and puts its objects together. The events of objects come after the rows, then
   * what waits, then what cannot be mapped; the counts stay last.
   *
   * @param now when it arrives, as far as the pipeline's checks are concerned
   * @throws io.willingly.connectors.mapping.MappingException when the mapping cannot be used
   * @throws io.willingly.connectors.mapping.InputException when the mapping does not take the
   *     sample
   */
  public static SampleCase.Result run(SampleCase sample, Instant now) {
    Mapping mapping = sample.mapping();
    Assembly assembly = new Assembly(mapping, mapping.name(), VALUES);
    for (AliasFact fact : aliases(sample.folder().resolve(ALIASES))) {
      assembly.alias(fact.key(), RowRecords.entry(fact, ALIASES), SampleCase.ARRIVAL);
    }
    List<String> assembled = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    SampleCase.Result rows =
        sample.run(
            mapping,
            now,
            outcome -> {
              if (outcome instanceof RowOutcome.Mapped row) {
                for (InputRecord record : assembly.add(row, SampleCase.ARRIVAL)) {
                  SpecificRecord event = AssembledLines.event(record, VALUES);
                  assembled.add(AssembledLines.of(record, VALUES));
                  SampleCase.refusal(outcome.position(), event, now).ifPresent(refused::add);
                }
              }
            });
    assembled.addAll(AssembledLines.withoutEvent(assembly));
    List<String> rejected = new ArrayList<>(rows.rejected());
    assembly.rejected().values().forEach(object -> rejected.add(object.text()));
    List<String> lines = new ArrayList<>(rows.lines());
    lines.addAll(lines.size() - 1, assembled);
    refused.addAll(0, rows.refused());
    return new SampleCase.Result(lines, rejected, refused);
  }

  private static List<AliasFact> aliases(Path file) {
    List<AliasFact> aliases = new ArrayList<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] cells = line.split(",", -1);
        if (cells.length != 4) {
          throw new InputException(file + ": not kind,namespace,id,to: " + line);
        }
        if (!cells[0].equals("kind")) {
          AliasKey key = AliasKey.parse(cells[0] + "|" + cells[1] + "|" + cells[2]);
          aliases.add(new AliasFact(key, cells[3], null, null, ALIASES));
        }
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
    return aliases;
  }
}

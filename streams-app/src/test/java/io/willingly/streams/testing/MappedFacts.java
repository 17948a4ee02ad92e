package io.willingly.streams.testing;

import io.willingly.connectors.mapping.FileRevisions;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The facts that a mapping makes of files, as a replay on the first day of 2026 sends them. */
public final class MappedFacts {
  private static final long ARRIVAL = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private MappedFacts() {}

  public static List<Fact> of(Mapping mapping, FileRevisions revisions, Path... files) {
    List<Fact> facts = new ArrayList<>();
    mapping.run(List.of(files), new RunOptions(mapping.name(), revisions), row -> take(row, facts));
    return facts;
  }

  private static void take(RowOutcome row, List<Fact> facts) {
    if (row instanceof RowOutcome.Mapped mapped) {
      for (MappedEvent event : mapped.events()) {
        FactReading reading = FactCodec.toFact(event.event(), new Fact.Delivery(ARRIVAL, 0));
        if (reading instanceof FactReading.Read read) {
          facts.add(read.fact());
        } else {
          throw new AssertionError(reading);
        }
      }
    }
  }
}

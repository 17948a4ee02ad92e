package io.willingly.streams.cli;

import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.SourceFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What files would become, without sending it. Of a mapping that puts objects together they cannot
 * tell.
 *
 * @param facts by {@link SourceFacts.Entry#key()}, in their highest version
 * @param leftOut rows that were rejected or filtered
 */
record MappedFiles(Map<String, Fact> facts, List<RowOutcome> leftOut) {
  /**
   * Maps them.
   *
   * @param arrival of the facts, in milliseconds
   */
  static MappedFiles of(Mapping mapping, List<Path> files, RunOptions options, long arrival) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    List<RowOutcome> leftOut = new ArrayList<>();
    try {
      mapping.run(
          files,
          options,
          row -> {
            if (!(row instanceof RowOutcome.Mapped mapped)) {
              leftOut.add(row);
              return;
            }
            for (MappedEvent event : mapped.events()) {
              if (FactCodec.toFact(event.event(), new Fact.Delivery(arrival, 0))
                  instanceof FactReading.Read read) {
                facts.merge(
                    key(read.fact()),
                    read.fact(),
                    (one, other) -> one.version().compareTo(other.version()) >= 0 ? one : other);
              }
            }
          });
    } catch (InputException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    return new MappedFiles(facts, leftOut);
  }

  private static String key(Fact fact) {
    return SourceFacts.Entry.key(fact.family().name(), fact.customerId(), fact.id().eventId());
  }

  /** The rows that were rejected. */
  List<RowOutcome.Rejected> rejected() {
    return leftOut.stream()
        .filter(RowOutcome.Rejected.class::isInstance)
        .map(RowOutcome.Rejected.class::cast)
        .toList();
  }
}

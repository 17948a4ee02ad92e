package io.willingly.streams.cli;

import io.willingly.connectors.mapping.MappedEvent;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.mapping.RunOptions;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.fold.CustomerView.FactView;
import io.willingly.streams.config.BadInput;
import io.willingly.streams.query.SourceFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * An export that is complete: what a source has told before and this one does not is withdrawn.
 *
 * @param families those the export tells all of; erasures are never withdrawn
 * @param known facts of the source that stand, of these families
 * @param gone those of them that are withdrawn
 * @param newer those that are kept though they are not in the export, for they arrived after it
 * @param revived revisions of what was withdrawn by an earlier export and is back
 */
record Snapshot(
    Set<Family> families, int known, List<Fact> gone, int newer, Map<String, Long> revived) {
  /** Above that of every mapping: of two versions of one revision the withdrawal wins. */
  private static final int WITHDRAWN = Integer.MAX_VALUE;

  /**
   * Compares an export with what is known.
   *
   * @param exported when it was made, in milliseconds: what arrived later is not missing in it
   */
  static Snapshot of(
      Mapping mapping,
      List<Path> files,
      RunOptions options,
      SourceFacts facts,
      long exported,
      Delivery delivery) {
    if (mapping.assembles()) {
      throw new BadInput(
          ("mapping '%s' puts objects together, and what an export of parts lacks says nothing:"
                  + " replay it without --snapshot; a part that the mapping's 'deleted' knows"
                  + " withdraws its object")
              .formatted(mapping.name()));
    }
    MappedFiles told = MappedFiles.of(mapping, files, options, delivery.arrival());
    requireWhole(told);
    Set<Family> families = mapping.families(files);
    families.remove(Family.ERASURE);
    int known = 0;
    int newer = 0;
    List<Fact> gone = new ArrayList<>();
    Map<String, Long> revived = new HashMap<>();
    for (SourceFacts.Entry entry : facts.facts()) {
      FactView fact = entry.fact();
      Fact there = told.facts().get(entry.key());
      if (!families.contains(fact.id().family())) {
        continue;
      }
      if (fact.retracted()) {
        if (there != null && !there.retracted() && fact.version().mappingVersion() == WITHDRAWN) {
          revived.put(entry.key(), fact.version().revision() + 1);
        }
        continue;
      }
      known++;
      if (there == null && fact.arrival() > exported) {
        newer++;
      } else if (there == null) {
        gone.add(withdrawn(entry, delivery));
      }
    }
    return new Snapshot(families, known, gone, newer, revived);
  }

  private static void requireWhole(MappedFiles told) {
    List<RowOutcome.Rejected> rejected = told.rejected();
    if (!rejected.isEmpty()) {
      throw new BadInput(
          ("%,d rows are rejected, and nobody knows which facts they would tell, so that none is"
                  + " withdrawn; the first is %s: %s. Mend them, or replay without --snapshot")
              .formatted(rejected.size(), rejected.get(0).position(), rejected.get(0).message()));
    }
  }

  private static Fact withdrawn(SourceFacts.Entry entry, Delivery delivery) {
    FactView fact = entry.fact();
    return new Fact(
        fact.id(),
        new Version(fact.version().revision(), WITHDRAWN),
        true,
        fact.occurredAt(),
        entry.customerId(),
        delivery,
        fact.content());
  }

  /** Whether so much would go that somebody should be asked. */
  boolean large() {
    return gone.size() * 10L > known;
  }

  /** For people. */
  String text() {
    return ("%,d facts of the source stand; %,d of them are not in this export and would be"
            + " withdrawn, %,d arrived after it and stay, %,d that were withdrawn are back; looked at are"
            + " families whose files are all given: %s")
        .formatted(
            known,
            gone.size(),
            newer,
            revived.size(),
            families.isEmpty()
                ? "none"
                : families.stream()
                    .map(family -> family.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ")));
  }

  /** Lets what is back win over its withdrawal. */
  void revive(MappedEvent event) {
    SpecificRecord record = event.event();
    String key =
        SourceFacts.Entry.key(
            event.family().name(),
            event.key(),
            String.valueOf(record.get(record.getSchema().getField("eventId").pos())));
    Long revision = revived.get(key);
    int field = record.getSchema().getField("revision").pos();
    if (revision != null && (Long) record.get(field) < revision) {
      record.put(field, revision);
    }
  }
}

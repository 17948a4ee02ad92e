package io.willingly.streams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.event.DealVerdict;
import io.willingly.event.DealVerdictKey;
import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.event.SaveListEntry;
import io.willingly.event.SaveListKey;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What readers are left with: a publication that was lost would leave an old row (R54). */
public record Views(
    Map<ServiceQualityKey, ServiceQuality> quality,
    Map<DealVerdictKey, DealVerdict> verdicts,
    Map<SaveListKey, SaveListEntry> saveList,
    Map<IngestLedgerKey, IngestLedgerRow> ledger,
    SortedMap<String, Long> restated) {

  /** After a run of one instance that nothing befell, on a broker of its own. */
  public static Views undisturbed(Path directory, Definition definition, List<Fact> facts)
      throws Exception {
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT)) {
      String bootstrap = broker.bootstrapServers();
      PipelineRun.createTopics(bootstrap);
      PipelineRun.send(bootstrap, facts);
      try (PipelineRun run = PipelineRun.start(bootstrap, directory.resolve("state"), definition)) {
        run.drained();
        return published(bootstrap);
      }
    }
  }

  /** As they are now. */
  public static Views published(String bootstrap) {
    Map<ServiceQualityKey, ServiceQuality> quality =
        Published.latest(bootstrap, Topics.SERVICE_QUALITY);
    // Two runs may be on two sides of midnight.
    quality.values().forEach(row -> row.setAsOf(LocalDate.EPOCH));
    return new Views(
        quality,
        Published.latest(bootstrap, Topics.DEAL_VERDICTS),
        Published.latest(bootstrap, Topics.SAVE_LIST),
        Published.latest(bootstrap, Topics.INGEST_LEDGER),
        Restated.published(bootstrap));
  }

  /** Row by row, for all of them at once are too many to read. */
  public void assertSame(Views expected) {
    assertSame(quality, expected.quality);
    assertSame(verdicts, expected.verdicts);
    assertSame(saveList, expected.saveList);
    assertSame(ledger, expected.ledger);
    assertSame(restated, expected.restated);
  }

  /** Likewise for one. */
  public static <K extends Comparable<? super K>, V> void assertSame(
      Map<K, V> actual, Map<K, V> expected) {
    assertThat(expected).isNotEmpty();
    assertThat(without(actual, expected)).as("ours, not the expected").isEmpty();
    assertThat(without(expected, actual)).as("expected, not ours").isEmpty();
  }

  private static <K extends Comparable<? super K>, V> Map<K, V> without(
      Map<K, V> from, Map<K, V> known) {
    Map<K, V> rest = new TreeMap<>(from);
    rest.entrySet().removeAll(known.entrySet());
    return rest;
  }
}

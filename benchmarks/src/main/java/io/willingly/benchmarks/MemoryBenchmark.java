package io.willingly.benchmarks;

import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.state.DealEntry;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The pipeline over many events: memory of this process, size of the state, time to restore it. */
@Command(name = "memory", description = "Resident memory, bytes of state for a deal, restore.")
final class MemoryBenchmark implements Callable<Integer> {
  private static final String NAME = "memory";

  @Mixin private final Scratch options = new Scratch();

  @Option(names = "--json", defaultValue = "memory.json", description = "Where to write to.")
  private Path json;

  private final SchemaIds ids = EmbeddedSchemaIds.inMemory();

  @Override
  public Integer call() throws Exception {
    Path scratch = options.directory();
    int events = options.events();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("events", events);
    try (Cluster cluster = Cluster.start(scratch)) {
      cluster.fill(events, ids);
      PipelineConfig config = Contestant.config(cluster, NAME, scratch);
      long deals;
      try (Resident resident = new Resident();
          Contestant pipeline = start(cluster, config)) {
        pipeline.drain();
        row.put("peak RSS MiB", resident.peakMebibytes());
        row.put("slope % of last half", resident.slopePercent());
        deals = deals(pipeline.streams(), row);
      }
      double bytes = size(config.stateDir());
      row.put("state bytes/event", bytes / events);
      row.put("state bytes/deal", bytes / deals);
      long rows = cluster.records(topic -> topic.endsWith("-changelog"));
      delete(config.stateDir());
      long start = System.nanoTime();
      start(cluster, config).close();
      double seconds = (System.nanoTime() - start) / 1e9;
      row.put("restore s", seconds);
      row.put("restore s/million facts", seconds * 1e6 / events);
      row.put("changelog rows/event", (double) rows / events);
    }
    Results results = new Results("memory: the pipeline and the client JVM around it");
    results.add(row);
    results.print(System.out);
    results.write(json);
    return 0;
  }

  private Contestant start(Cluster cluster, PipelineConfig config) throws Exception {
    return new Contestant(cluster, config, 0, settings -> Contestant.pipeline(settings, ids));
  }

  private static long deals(KafkaStreams streams, Map<String, Object> row) {
    ReadOnlyKeyValueStore<Bytes, byte[]> store =
        streams.store(
            StoreQueryParameters.fromNameAndType(
                Stores.CUSTOMER_HISTORY.storeName(), QueryableStoreTypes.keyValueStore()));
    long deals = 0;
    long open = 0;
    byte[] from = StateKeys.deals();
    try (KeyValueIterator<Bytes, byte[]> all =
        store.range(Bytes.wrap(from), StateKeys.after(from))) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        if (entry.key.get()[0] == from[0]) {
          deals++;
          open += DealEntry.decode(entry.value).decided() ? 0 : 1;
        }
      }
    }
    row.put("deals", deals);
    row.put("open deals", open);
    return deals;
  }

  private static double size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

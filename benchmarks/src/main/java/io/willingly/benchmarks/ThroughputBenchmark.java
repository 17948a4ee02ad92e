package io.willingly.benchmarks;

import io.willingly.benchmarks.CountingRows.Accesses;
import io.willingly.benchmarks.PlainestTopology.Measured;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Fold;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.runtime.PipelineConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The limit, the pipeline, the naive peer and the plainest topology in turns, over one topic. */
@Command(name = "throughput", description = "Events a second, against the limit and the peers.")
final class ThroughputBenchmark implements Callable<Integer> {
  /** The default of Kafka Streams. */
  private static final long DEFAULT_CACHE_BYTES = 10L << 20;

  private static final int SAMPLE = 50_000;

  @Mixin private final Scratch options = new Scratch();

  @Option(names = "--reps", defaultValue = "3", description = "Rounds; the first is cold.")
  private int reps;

  @Option(names = "--json", defaultValue = "throughput.json", description = "Where to write to.")
  private Path json;

  private final SchemaIds ids = EmbeddedSchemaIds.inMemory();
  private final Scores scores = new Scores();
  private @Nullable Measured measured;

  @Override
  public Integer call() throws Exception {
    Path scratch = options.directory();
    boolean equal = true;
    try (Cluster cluster = Cluster.start(scratch)) {
      cluster.fill(options.events(), ids);
      for (int rep = 1; rep <= reps; rep++) {
        Scores.Clock clock = new Scores.Clock(cluster);
        long read = new RawConsume(cluster, ids).run();
        scores.add("limit", rep, clock.stop(read), 0, 0);
        Map<List<Object>, Tally> ours =
            run(
                cluster,
                scratch,
                "pipeline",
                rep,
                0,
                c -> Contestant.pipeline(c, ids),
                Integers::ofPipeline);
        Map<List<Object>, Tally> naive =
            run(
                cluster,
                scratch,
                "naive",
                rep,
                DEFAULT_CACHE_BYTES,
                new NaiveDsl(Contestant.DEFINITION, ids)::build,
                Integers::ofNaive);
        equal &= !ours.isEmpty() && ours.equals(naive);
        System.out.printf(
            "round %d: %,d tallies of the pipeline, %,d of the naive peer, %s%n",
            rep, ours.size(), naive.size(), ours.equals(naive) ? "equal" : "DIFFERENT");
        Measured load = measured;
        if (load != null) {
          run(
              cluster,
              scratch,
              "plainest",
              rep,
              0,
              c -> PlainestTopology.build(load, c),
              streams -> Map.of());
        }
      }
    }
    Results results = scores.results(options.events(), equal);
    results.print(System.out);
    results.write(json);
    return equal ? 0 : 1;
  }

  private Map<List<Object>, Tally> run(
      Cluster cluster,
      Path scratch,
      String name,
      int rep,
      long cacheBytes,
      Function<StreamsConfig, Topology> topology,
      Function<KafkaStreams, Map<List<Object>, Tally>> integers)
      throws Exception {
    String id = name + "-" + rep;
    PipelineConfig config = Contestant.config(cluster, id, scratch);
    long publishedBefore = cluster.records(Scores.PUBLISHED);
    try (Contestant contestant = new Contestant(cluster, config, cacheBytes, topology)) {
      Scores.Clock clock = new Scores.Clock(cluster);
      contestant.drain();
      Scores.Time time = clock.stop(options.events());
      long internal = cluster.records(topic -> topic.startsWith(id + "-"));
      long published = cluster.records(Scores.PUBLISHED) - publishedBefore;
      scores.add(name, rep, time, internal, published);
      if (name.equals("pipeline") && measured == null) {
        measured = measure(cluster, id, published);
      }
      return integers.apply(contestant.streams());
    } finally {
      cluster.dropTopicsOf(id);
    }
  }

  private Measured measure(Cluster cluster, String id, long published) {
    Accesses sample = accesses();
    int facts = Math.min(options.events(), SAMPLE);
    double customerRows = records(cluster, topic -> topic.startsWith(id + "-customer-history"));
    double repDeltas = records(cluster, topic -> topic.startsWith(id + "-rep-deltas"));
    double scopeDeltas = records(cluster, topic -> topic.startsWith(id + "-scope-deltas"));
    double repRows = records(cluster, topic -> topic.startsWith(id + "-rep-tallies"));
    double scopeRows = records(cluster, topic -> topic.startsWith(id + "-scope-tallies"));
    double tallies = records(cluster, topic -> topic.equals("service-quality"));
    return new Measured(
        (double) sample.gets() / facts,
        customerRows / options.events(),
        (int) (sample.bytesWritten() / Math.max(1, sample.puts())),
        repDeltas / options.events(),
        repRows / repDeltas,
        scopeDeltas / repDeltas,
        scopeRows / scopeDeltas,
        (published - tallies) / options.events(),
        tallies / repDeltas);
  }

  private static double records(Cluster cluster, Predicate<String> topics) {
    return Math.max(1, cluster.records(topics));
  }

  /** What the fold reads and writes for the first facts of the company. */
  private Accesses accesses() {
    Fold fold = new Fold(Contestant.DEFINITION);
    Map<String, CountingRows> customers = new HashMap<>();
    Iterator<Fact> facts = Cluster.company().facts();
    for (int i = 0; i < Math.min(options.events(), SAMPLE); i++) {
      Fact fact = facts.next();
      if (fact.family() != Family.REP && FactChecks.check(fact) == null) {
        fold.apply(customers.computeIfAbsent(fact.customerId(), c -> new CountingRows()), fact);
      }
    }
    return customers.values().stream()
        .map(CountingRows::accesses)
        .reduce(new Accesses(0, 0, 0, 0), Accesses::plus);
  }
}

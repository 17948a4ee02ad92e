package io.willingly.streams.meters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.willingly.streams.delivery.Attempts;
import io.willingly.streams.http.Requests;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.StreamsRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;

/**
 * All meters of a process: our own, declared in {@link Meter}, and those of the JVM, the machine
 * and Kafka Streams. Thread-safe.
 */
public final class Meters implements Attempts, Requests, AutoCloseable {
  private static final double[] ARRIVAL_BUCKETS = {
    .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 1800
  };
  private static final double[] EVENT_BUCKETS = {
    1, 5, 30, 60, 300, 1800, 3600, 6 * 3600, 24 * 3600, 7 * 24 * 3600, 30 * 24 * 3600
  };
  private static final double[] HTTP_BUCKETS = {.005, .025, .1, .5, 2.5, 10};

  /**
   * What is told of Kafka Streams and of its clients: all of it would be thousands of series for
   * each instance, most of them for each store of each partition.
   */
  private static final Pattern OF_KAFKA =
      Pattern.compile(
          "kafka\\.(stream\\.(thread\\.(process|commit|task\\.closed)\\.total"
              + "|thread\\.(process|commit)\\.latency\\.max"
              + "|state\\.(total\\.sst\\.files\\.size|size\\.all\\.mem\\.tables)"
              + "|failed\\.stream\\.threads)"
              + "|consumer\\.coordinator\\.(failed\\.)?rebalance\\.total"
              + "|consumer\\.fetch\\.manager\\.records\\.consumed\\.total"
              + "|producer\\.record\\.(send|error)\\.total)");

  private final PrometheusRegistry prometheus = new PrometheusRegistry();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(
          PrometheusConfig.DEFAULT, prometheus, io.micrometer.core.instrument.Clock.SYSTEM);
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Cluster cluster;
  private final Clock clock;
  private final Readings standing = new Readings();
  private final Histogram arrivalLag = histogram(Meter.ARRIVAL_LAG, ARRIVAL_BUCKETS);
  private final Histogram eventLag = histogram(Meter.EVENT_LAG, EVENT_BUCKETS);
  private final Histogram requests = histogram(Meter.HTTP_REQUESTS, HTTP_BUCKETS);
  private final Counter attempts = counter(Meter.DELIVERY_ATTEMPTS);
  private final Counter givenUp = counter(Meter.DELIVERY_GIVEN_UP);
  private final Map<String, StreamsRun> parts = new ConcurrentHashMap<>();
  private final List<Lags> lags = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> bound = new CopyOnWriteArrayList<>();
  private final TopicReader reader;
  private volatile IntSupplier liveStreams = () -> 0;

  private Meters(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
    this.reader = new TopicReader(cluster, () -> lags.forEach(Lags::observe));
  }

  /**
   * Starts to read what the topics tell.
   *
   * @param cluster where they are
   * @param clock the pipeline's, which arrival times are told by
   * @param build which build of the program this is
   * @param rules number of the rule set in force
   * @param dataDir the disk its state is on
   */
  public static Meters start(Cluster cluster, Clock clock, String build, int rules, Path dataDir) {
    Meters meters = new Meters(cluster, clock);
    meters.standing.add(
        Meter.BUILD, 1, build, AppInfoParser.getVersion(), Runtime.version().toString());
    meters.standing.add(Meter.RULE_SET_VERSION, rules);
    meters
        .registry
        .config()
        .meterFilter(MeterFilter.deny(id -> !chosen(id.getName())))
        .meterFilter(MeterFilter.ignoreTags("kafka.version"));
    meters.bind(new JvmMemoryMetrics());
    meters.bind(new JvmGcMetrics());
    meters.bind(new JvmThreadMetrics());
    meters.bind(new ClassLoaderMetrics());
    meters.bind(new ProcessorMetrics());
    meters.bind(new UptimeMetrics());
    meters.bind(new FileDescriptorMetrics());
    meters.bind(new DiskSpaceMetrics(dataDir.toFile(), Tags.empty()));
    meters.prometheus.register((MultiCollector) meters::collect);
    meters.bound.add(meters.reader.start());
    return meters;
  }

  private void bind(MeterBinder binder) {
    if (binder instanceof AutoCloseable closeable) {
      bound.add(closeable);
    }
    binder.bindTo(registry);
  }

  private Histogram histogram(Meter meter, double[] buckets) {
    return Histogram.builder()
        .name(meter.base())
        .help(meter.help())
        .labelNames(meter.labels().toArray(String[]::new))
        .withoutExemplars()
        .classicOnly()
        .classicUpperBounds(buckets)
        .register(prometheus);
  }

  private Counter counter(Meter meter) {
    return Counter.builder()
        .name(meter.base())
        .help(meter.help())
        .labelNames(meter.labels().toArray(String[]::new))
        .withoutExemplars()
        .register(prometheus);
  }

  /**
   * Measures an application of Kafka Streams from now on.
   *
   * @param part its name in the label {@code part}, such as {@code pipeline}
   */
  public void measure(String part, StreamsRun run) {
    Lags own = new Lags(clock, run.config().applicationId(), cluster.ids(), arrivalLag, eventLag);
    lags.add(own);
    run.onCommit(own);
    bind(new KafkaStreamsMetrics(run.streams(), List.of(Tag.of(Meter.PART, part))));
    parts.put(part, run);
  }

  /** Asks from now on how many live streams are open. */
  public void liveStreams(IntSupplier open) {
    liveStreams = open;
  }

  @Override
  public void answered(String method, @Nullable String route, int status, Duration took) {
    requests
        .labelValues(
            route == null ? Meter.OTHER : method,
            route == null ? Meter.OTHER : route,
            Integer.toString(status))
        .observe(took.toNanos() / 1e9);
  }

  @Override
  public void attempted(String channel, boolean taken) {
    attempts.labelValues(channel, taken ? "taken" : "failed").inc();
  }

  @Override
  public void gaveUp(String channel) {
    givenUp.labelValues(channel).inc();
  }

  /** A scrape in a text format. */
  public record Scrape(String contentType, String body) {}

  /**
   * What all meters tell now.
   *
   * @param accept the header of the request: OpenMetrics where it names it, else the text format of
   *     Prometheus
   */
  public Scrape scrape(@Nullable String accept) {
    ExpositionFormatWriter writer =
        accept != null && accept.contains("application/openmetrics-text")
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    ByteArrayOutputStream body = new ByteArrayOutputStream(64 << 10);
    try {
      writer.write(body, prometheus.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array does not fail", e);
    }
    return new Scrape(writer.getContentType(), body.toString(UTF_8));
  }

  private MetricSnapshots collect() {
    Readings readings = new Readings();
    readings.add(standing);
    readings.add(reader.known());
    readings.add(Meter.LIVE_STREAMS, liveStreams.getAsInt());
    parts.forEach((part, run) -> read(readings, part, run));
    return new MetricSnapshots(readings.snapshots());
  }

  private static void read(Readings readings, String part, StreamsRun run) {
    KafkaStreams streams = run.streams();
    State now = streams.state();
    for (State state : State.values()) {
      String name = state.name().toLowerCase(Locale.ROOT);
      readings.add(Meter.STATE, state == now ? 1 : 0, part, name);
    }
    Set<ThreadMetadata> threads =
        now == State.RUNNING || now == State.REBALANCING
            ? streams.metadataForLocalThreads()
            : Set.of();
    readings.add(Meter.THREADS, threads.size(), part);
    readings.add(
        Meter.TASKS, threads.stream().mapToInt(t -> t.activeTasks().size()).sum(), part, "active");
    readings.add(
        Meter.TASKS,
        threads.stream().mapToInt(t -> t.standbyTasks().size()).sum(),
        part,
        "standby");
    readings.add(Meter.REGISTRY_RETRIES, run.registryRetries(), part);
    readings.add(Meter.RESTORING, 0, part);
    if (part.equals("pipeline")) {
      readings.add(Meter.STANDBY_REPLICAS, run.config().standbyReplicas());
    }
    String prefix = run.config().applicationId() + "-";
    for (Metric metric : streams.metrics().values()) {
      MetricName name = metric.metricName();
      if (name.name().equals("records-lag") && metric.metricValue() instanceof Double lag) {
        String topic = name.tags().getOrDefault("topic", Meter.OTHER);
        boolean changelog = topic.endsWith("-changelog");
        if (!changelog && !lag.isNaN()) {
          String label = topic.startsWith(prefix) ? topic.substring(prefix.length()) : topic;
          readings.add(Meter.UNREAD, lag.longValue(), part, label);
        }
      } else if (name.name().equals("active-restoring-tasks")
          && metric.metricValue() instanceof Number tasks) {
        readings.add(Meter.RESTORING, tasks.longValue(), part);
      }
    }
  }

  private static boolean chosen(String name) {
    return !name.startsWith("kafka.") || OF_KAFKA.matcher(name).matches();
  }

  @Override
  public void close() {
    for (AutoCloseable each : bound) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing a meter fails", e);
      }
    }
    registry.close();
  }
}

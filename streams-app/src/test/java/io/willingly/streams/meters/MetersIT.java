package io.willingly.streams.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape of a pipeline that has counted deals of known people. */
@SuppressWarnings("NullAway.Init") // set before all tests
class MetersIT {
  /** One deal of each. */
  private static final int SOURCES = 200;

  /** Six deals, a refund and an entry of the directory. */
  private static final int CRM = 8;

  private static final Pattern SERIES = Pattern.compile("([a-z_0-9]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @TempDir private static Path directory;

  private static DevBroker broker;
  private static PipelineRun pipeline;
  private static Meters meters;

  /** All is read on 20 February, on which the late deal of 5 January arrives. */
  @BeforeAll
  static void count() {
    TestClock clock = new TestClock(LocalDate.of(2026, 2, 20));
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    String bootstrap = broker.bootstrapServers();
    pipeline =
        PipelineRun.start(
            bootstrap, directory.resolve("state"), Definition.standard(ZoneOffset.UTC), clock);
    Cluster cluster = new Cluster(Map.of("bootstrap.servers", bootstrap), Deliveries.IDS);
    meters = Meters.start(cluster, clock, "b-1", 1, directory);
    meters.measure("pipeline", pipeline.service().run());
    meters.liveStreams(() -> 2);
    meters.answered("GET", "/api/v1/deals/{deal}", 200, Duration.ofMillis(30));
    meters.answered("PROPFIND", null, 404, Duration.ofMillis(1));
    meters.attempted("slack", false);
    meters.gaveUp("slack");

    PipelineRun.send(bootstrap, List.of(January.lateDeal("2026-02-20")));
    pipeline.drained();
    PipelineRun.await(() -> value("willingly_event_to_publication_seconds_count") == 1);
    List<Fact> facts = new ArrayList<>(January.deals());
    facts.add(January.refund());
    facts.add(January.team());
    for (int i = 0; i < SOURCES; i++) {
      facts.add(of("flood-" + i, January.lateDeal("2026-02-20")));
    }
    PipelineRun.send(bootstrap, facts);
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(bootstrap)) {
      producer.send(
          new ProducerRecord<>("deal-events", null, clock.millis(), new byte[1], new byte[1]));
    }
    pipeline.drained();
    PipelineRun.await(() -> value("willingly_events_received_total") == CRM + SOURCES + 1);
  }

  @AfterAll
  static void stop() {
    meters.close();
    pipeline.close();
    broker.close();
  }

  private static Fact of(String source, Fact fact) {
    return new Fact(
        new FactId(fact.family(), source, fact.id().eventId()),
        fact.version(),
        fact.retracted(),
        fact.occurredAt(),
        fact.customerId(),
        fact.delivery(),
        fact.content());
  }

  private record Series(String name, Map<String, String> labels, double value) {}

  private static String text(String accept) {
    return meters.scrape(accept).body();
  }

  private static List<Series> series() {
    return text("text/plain")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(
            line -> {
              Matcher parts = SERIES.matcher(line);
              assertThat(parts.matches()).as(line).isTrue();
              Map<String, String> labels = new TreeMap<>();
              Matcher label = LABEL.matcher(parts.group(2) == null ? "" : parts.group(2));
              while (label.find()) {
                labels.put(label.group(1), label.group(2));
              }
              return new Series(
                  parts.group(1),
                  labels,
                  Double.parseDouble(parts.group(3).replace("Inf", "Infinity")));
            })
        .toList();
  }

  /** The sum of all series of a name that have these labels. */
  private static double value(String name, String... labels) {
    return series().stream()
        .filter(each -> each.name().equals(name))
        .filter(each -> each.labels().values().containsAll(Arrays.asList(labels)))
        .mapToDouble(Series::value)
        .sum();
  }

  @Test
  void everyMeterThatIsDeclaredIsToldAsDeclared() {
    Set<String> told = new TreeSet<>();
    for (Series series : series()) {
      if (series.name().startsWith("willingly_")) {
        Meter meter =
            Arrays.stream(Meter.values())
                .filter(
                    each ->
                        series.name().matches(each.base() + "(_total|_info|_bucket|_sum|_count)?"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not declared"));
        Set<String> labels = new TreeSet<>(series.labels().keySet());
        labels.remove("le");
        assertThat(labels).as(series.name()).isEqualTo(new TreeSet<>(meter.labels()));
        told.add(meter.base());
      }
    }

    // Nothing was put together here.
    Set<String> declared =
        Arrays.stream(Meter.values())
            .filter(each -> each != Meter.OBJECT_PARTS && each != Meter.OBJECTS_WAITING)
            .map(Meter::base)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(declared);
  }

  @Test
  void noIdOfAPersonTeamCustomerOrDealIsInIt() {
    for (String accept : List.of("text/plain", "application/openmetrics-text")) {
      assertThat(text(accept))
          .contains("willingly_events_received")
          .doesNotContain("D-1", "D-6", "W-6", "R-881", "of-D", "\"r1\"", "Ann", "north");
    }
  }

  @Test
  void seriesAreBoundedHoweverManySourcesThereAre() {
    List<Series> all = series();

    assertThat(all).hasSizeLessThan(1_500);
    assertThat(all.stream().map(each -> each.labels().get("source")).distinct())
        .hasSize(SourceNames.MOST + 2); // all of the rest, and those without
    assertThat(value("willingly_events_received_total", "crm")).isEqualTo(CRM);
    assertThat(value("willingly_events_received_total", Meter.OTHER))
        .isEqualTo(SOURCES + 1 - (SourceNames.MOST - 1));
    assertThat(value("willingly_events_rejected", "UNDECODABLE")).isEqualTo(1);
  }

  @Test
  void theLagIsFromTheFirstRecordOfABatchToItsCommit() {
    assertThat(value("willingly_arrival_to_publication_seconds_bucket", "deal-events", "0.05"))
        .isPositive();
    double late = Duration.ofDays(46).toSeconds();
    assertThat(value("willingly_event_to_publication_seconds_sum")).isGreaterThanOrEqualTo(late);
    for (String stage : List.of("rep-deltas-repartition", "scope-deltas-repartition")) {
      assertThat(value("willingly_arrival_to_publication_seconds_count", stage)).isPositive();
    }
  }

  @Test
  void whatTheInstanceDoesIsTold() {
    assertThat(value("willingly_state", "pipeline", "running")).isEqualTo(1);
    assertThat(value("willingly_state")).isEqualTo(1);
    assertThat(value("willingly_tasks", "active")).isEqualTo(3 * PipelineRun.PARTITIONS);
    assertThat(value("willingly_unread_records")).isZero();
    assertThat(value("willingly_restatements_published_total")).isPositive();
    assertThat(value("willingly_live_streams")).isEqualTo(2);
    assertThat(value("willingly_build_info", "b-1")).isEqualTo(1);
    assertThat(
            value("willingly_http_request_duration_seconds_count", "/api/v1/deals/{deal}", "200"))
        .isEqualTo(1);
    assertThat(value("willingly_http_request_duration_seconds_count", "404", Meter.OTHER))
        .isEqualTo(1);
    assertThat(value("willingly_delivery_attempts_total", "slack", "failed")).isEqualTo(1);
    assertThat(value("willingly_delivery_given_up_total", "slack")).isEqualTo(1);
    assertThat(value("kafka_stream_state_total_sst_files_size")).isGreaterThanOrEqualTo(0);
    assertThat(value("jvm_memory_used_bytes", "heap")).isPositive();
  }

  @Test
  void whoAsksForOpenMetricsGetsIt() {
    Meters.Scrape scrape =
        meters.scrape("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

    assertThat(scrape.contentType()).startsWith("application/openmetrics-text");
    assertThat(scrape.body()).endsWith("# EOF\n");
    assertThat(meters.scrape(null).contentType()).startsWith("text/plain");
  }
}

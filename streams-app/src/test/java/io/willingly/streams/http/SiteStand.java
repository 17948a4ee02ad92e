package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.live.Feed;
import io.willingly.streams.query.Figures;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.signoff.SignOffs;
import io.willingly.streams.signoff.TargetTopic;
import io.willingly.streams.signoff.Targets;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.DriverReads;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.SlidingTeam;
import io.willingly.streams.testing.TopologyRunner;
import io.willingly.streams.testing.WaitingDeals;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;

/**
 * All that is served, with something to tell at every route: the team <em>north</em> of {@link
 * SlidingTeam}, with ann, and bob alone in <em>south</em>, who sold four deals. It is noon on 22
 * November 2026.
 */
final class SiteStand implements AutoCloseable {
  static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  /** By token, which is the name of the role as well. */
  static final Map<String, Viewer> VIEWERS =
      Map.of(
          "owner", Viewer.localOwner(),
          "self", new Viewer("Ann", Set.of(Role.SELF), "ann", Set.of()),
          "team", new Viewer("Nora", Set.of(Role.TEAM), null, Set.of("north")),
          "company", new Viewer("Max", Set.of(Role.COMPANY), null, Set.of()),
          "engineer", new Viewer("Eve", Set.of(Role.ENGINEER), null, Set.of()));

  /** Paths of one stream. */
  static final int MOST_WATCHED = 16;

  private final HttpClient client = HttpClient.newHttpClient();
  private final DevBroker broker;
  private final DriverReads reads = new DriverReads(RULES, CLOCK);
  private final Contests contests;
  private final AccessLog log;
  private final Feed feed;
  private final Site.Served served;

  /**
   * Serves.
   *
   * @param minimumGroup fewer reps than these are not told of in totals
   */
  SiteStand(Path directory, int minimumGroup) {
    broker = DevBroker.start(directory, DevBroker.ANY_PORT);
    PipelineRun.createTopics(broker.bootstrapServers());
    Cluster cluster =
        new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), Deliveries.IDS);
    SiteFacts.arrive(reads);
    publish(Topics.DEAL_VERDICTS.name());
    publish(Topics.REJECTED_EVENTS.name());
    WaitingDeals.of("hubspot", broker.bootstrapServers(), CLOCK.instant());
    agree(cluster);
    contests = new Contests(cluster, CLOCK);
    log = new AccessLog(cluster, CLOCK);
    feed = new Feed(cluster, reads, RULES, "company").start();
    Site site =
        new Site(
            reads,
            RULES,
            "company",
            cluster,
            CLOCK,
            "test",
            () -> true,
            () -> reads.queries().ledger().delivered(),
            minimumGroup,
            token -> Optional.ofNullable(VIEWERS.get(token)),
            contests,
            log,
            feed,
            new OneTrial(reads),
            TopologyRunner.dryRuns(reads.driver(), RULES));
    served = site.serve("127.0.0.1", 0, List.of());
    PipelineRun.await(() -> !feed.entries().isEmpty());
  }

  /** Hands what the driver published to the broker. */
  private void publish(String topic) {
    List<TestRecord<byte[], byte[]>> records =
        reads
            .driver()
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList();
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(broker.bootstrapServers())) {
      for (TestRecord<byte[], byte[]> record : records) {
        producer
            .send(new ProducerRecord<>(topic, null, CLOCK.millis(), record.key(), record.value()))
            .get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A rule set, a target and a signature. */
  private void agree(Cluster cluster) {
    new RuleSetTopic(cluster, CLOCK).write(RULES, DefinitionState.ACTIVE, "Max");
    new TargetTopic(cluster)
        .set(
            new Targets.Target(
                new Targets.At(ScopeId.team("north"), Headline.REMORSE_30, reads.today()),
                new BigDecimal("0.05"),
                "Max",
                CLOCK.instant(),
                null));
    Figures figures = reads.queries().figures(Period.parse("2026-09"), reads.today(), List.of());
    new SignOffs(cluster).sign(figures, "Max", CLOCK.instant());
  }

  DriverReads reads() {
    return reads;
  }

  Site.Served served() {
    return served;
  }

  HttpResponse<String> get(String token, String path) {
    return send("GET", token, path, "");
  }

  /** Sends to a path below the prefix; without a token when it is empty. */
  HttpResponse<String> send(String method, String token, String path, String body) {
    return send(method, token, path, body, "application/json");
  }

  HttpResponse<String> send(
      String method, String token, String path, String body, String contentType) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(served.server().address() + Routes.PREFIX + path))
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a stream first tells of each path, by its place: a snapshot or a problem.
   *
   * @param watched percent-encoded
   * @param status how the stream is answered; nothing is told unless it is 200
   */
  Map<Integer, JsonNode> watched(String token, List<String> watched, int status)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    served.server().address()
                        + Routes.PREFIX
                        + "/live?watch="
                        + String.join("&watch=", watched)))
            .header("Accept", "text/event-stream");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    Map<Integer, JsonNode> told = new TreeMap<>();
    HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
    assertThat(response.statusCode()).isEqualTo(status);
    try (Stream<String> stream = response.body()) {
      Iterator<String> lines = stream.iterator();
      while (status == 200 && told.size() < watched.size()) {
        String line = lines.next();
        if (line.startsWith("data:{") || line.startsWith("data: {")) {
          JsonNode data = Answer.parse(line.substring("data:".length()));
          if (data.has("watch")) {
            told.putIfAbsent(data.path("watch").asInt(), data);
          }
        }
      }
    }
    return told;
  }

  static JsonNode json(HttpResponse<String> response) {
    return Answer.parse(response.body());
  }

  @Override
  public void close() {
    served.close();
    feed.close();
    log.close();
    contests.close();
    reads.close();
    broker.close();
  }
}

package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.event.DefinitionState;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;

/**
 * All that is served, with something to tell at every route: the team <em>north</em> of {@link
 * SlidingTeam}, with ann, and bob alone in <em>south</em>, who sold three deals. It is noon on 22
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
    count();
    publish(Topics.DEAL_VERDICTS.name());
    publish(Topics.REJECTED_EVENTS.name());
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

  private void count() {
    SlidingTeam.facts().forEach(reads::arrives);
    for (int i = 0; i < 30; i++) {
      LocalDate signed = SlidingTeam.SLIDE.plusDays(i);
      reads.arrives(SlidingTeam.answer(signed, signed.plusDays(5), 1 + i % 5));
    }
    SlidingTeam.corrections().stream().limit(2).forEach(reads::arrives);
    Content bob = new Content.Rep("bob", "Bob", "south", "emea", null, "mid", null, 0);
    reads.arrives(fact(Family.REP, "bob", "bob", "2026-01-01", bob));
    for (int i = 1; i <= 3; i++) {
      reads.arrives(bobs(DealKind.WON, i, "2026-11-1" + i));
    }
    // One that waits for its deal, and one that nobody can have sent yet.
    reads.arrives(bobs(DealKind.REFUNDED, 4, "2026-11-20"));
    Fact early = bobs(DealKind.WON, 5, "2026-11-21");
    reads.arrives(
        new Fact(
            early.id(),
            early.version(),
            false,
            early.occurredAt() + 86_400_000_000L,
            early.customerId(),
            early.delivery(),
            early.content()));
  }

  private static Fact bobs(DealKind kind, int i, String day) {
    Money amount = kind == DealKind.WON ? new Money(5_000, "EUR") : null;
    Content content =
        new Content.Deal(
            kind, "B-" + i, amount, null, "suite", null, null, null, null, null, null, null, "bob",
            null, null, null, List.of());
    return fact(Family.DEAL, kind + "-" + i, "of-B-" + i, day, content);
  }

  private static Fact fact(Family family, String event, String key, String day, Content content) {
    Instant at = Instant.parse(day + "T10:00:00Z");
    return new Fact(
        new FactId(family, "crm", event),
        new Version(1, 1),
        false,
        at.getEpochSecond() * 1_000_000,
        key,
        new Fact.Delivery(at.toEpochMilli(), 0),
        content);
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
        producer.send(new ProducerRecord<>(topic, record.key(), record.value())).get();
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

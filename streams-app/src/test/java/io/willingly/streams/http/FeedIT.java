package io.willingly.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.live.Feed;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.query.Report;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.January;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestReads;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What just happened, from a fact to the page, over a broker. */
class FeedIT {
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T09:30:00Z"), ZoneOffset.UTC);
  private static final Map<String, Viewer> TOKENS =
      Map.of(
          "owner", Viewer.localOwner(),
          "r1", new Viewer("Ann", Set.of(Role.SELF), "r1", Set.of()),
          "r2", new Viewer("Bob", Set.of(Role.SELF), "r2", Set.of()));

  private static Report.Row company(ReadSide reads) {
    return reads
        .queries()
        .report(ScopeId.Kind.ORGANISATION, Period.ROLLING_90D, AsOf.day(reads.today()))
        .rows()
        .get(0);
  }

  private static JsonNode rows(Site.Served served, String token) {
    return answer(served, token, "feed").path("rows");
  }

  private static JsonNode answer(Site.Served served, String token, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(served.server().address() + "/api/v1/" + path))
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      return Answer.parse(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRefundIsToldWithItsEffectToWhoMaySeeIt(@TempDir Path directory) throws Exception {
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun run =
            PipelineRun.start(
                broker.bootstrapServers(), directory.resolve("state"), RULES, CLOCK)) {
      PipelineRun.send(broker.bootstrapServers(), January.deals());
      PipelineRun.send(
          broker.bootstrapServers(), List.of(January.team(), January.rep("r2", "Bob", "south")));
      // What arrived today is news, and so tells when the feed has begun.
      PipelineRun.send(broker.bootstrapServers(), List.of(January.lateDeal("2026-03-01")));
      run.drained();
      unreadable(broker);
      Cluster cluster =
          new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), Deliveries.IDS);
      ReadSide reads = TestReads.of(run, RULES, CLOCK);
      try (Contests contests = new Contests(cluster, CLOCK);
          AccessLog log = new AccessLog(cluster, CLOCK);
          Feed feed = new Feed(cluster, reads, RULES, "company").start();
          Site.Served served =
              site(reads, cluster, contests, log, feed).serve("127.0.0.1", 0, List.of())) {
        PipelineRun.await(() -> !feed.entries().isEmpty());
        Report.Row before = company(reads);
        JsonNode earlier = answer(served, "owner", "status").path("last_arrival");
        PipelineRun.send(broker.bootstrapServers(), List.of(January.refund()));
        PipelineRun.await(() -> feed.entries().size() == 2);
        run.drained();

        JsonNode seen = rows(served, "owner");
        JsonNode refund = seen.path(0);
        assertThat(seen.findValuesAsText("what")).containsExactly("TOOK_IT_BACK", "WON");
        assertThat(refund.path("deal").asText()).isEqualTo("D-1");
        assertThat(refund.path("customer").asText()).isEqualTo("of-D-1");
        assertThat(refund.path("event").asText()).isEqualTo("R-881");
        assertThat(refund.path("occurred_at").asText()).isEqualTo("2026-01-20T12:00:00Z");
        assertThat(refund.path("arrived_at").asText()).isGreaterThan("2026-01-20T12:00:00Z");
        assertThat(refund.path("rep_name").asText()).isEqualTo("Ann");
        assertThat(refund.path("team").asText()).isEqualTo("north");
        assertThat(refund.path("key").asText()).startsWith("deal-verdicts-");
        assertThat(refund.at("/effect/remorse/before").decimalValue())
            .isEqualByComparingTo(before.value("remorse_rate_30"));
        assertThat(refund.at("/effect/remorse/after").decimalValue())
            .isEqualByComparingTo(company(reads).value("remorse_rate_30"))
            .isEqualByComparingTo("0.166667");
        // What came before it was served is known of the broker; what claims to be of later is not.
        assertThat(earlier.asText()).matches("2026-01-0[1-5]T12:00:00Z");
        assertThat(answer(served, "owner", "status").path("last_arrival").asText())
            .isEqualTo(CLOCK.instant().toString());
        // Two reps are a small group, and Ann is not told of Bob by the company's rates.
        assertThat(answer(served, "r1", "summary").path("detail").asText()).contains("small group");
        assertThat(rows(served, "r1"))
            .hasSize(2)
            .allSatisfy(row -> assertThat(row.path("effect").isNull()).isTrue());
        assertThat(rows(served, "r2")).isEmpty();
      }
    }
  }

  private static void unreadable(DevBroker broker) throws Exception {
    byte[] nothing = "no verdict".getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer = PipelineRun.producer(broker.bootstrapServers())) {
      producer.send(new ProducerRecord<>(Topics.DEAL_VERDICTS.name(), nothing, nothing)).get();
    }
  }

  private static Site site(
      ReadSide reads, Cluster cluster, Contests contests, AccessLog log, Feed feed) {
    return new Site(
        reads,
        RULES,
        "company",
        cluster,
        CLOCK,
        "test",
        () -> true,
        () -> 0,
        2,
        token -> Optional.ofNullable(TOKENS.get(token)),
        contests,
        log,
        feed,
        new SiteIT.NoTrials(),
        (facts, fileRevision, asOf, shown) -> {
          throw new IllegalStateException("no dry runs here");
        });
  }
}

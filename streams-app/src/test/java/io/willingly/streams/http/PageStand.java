package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.demo.Company;
import io.willingly.streams.live.Feed;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.query.StreamsDryRuns;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.LosableStores;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.TestReads;
import io.willingly.streams.testing.WaitingDeals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small simulated company on a real broker and pipeline, served as the program serves it. */
final class PageStand implements AutoCloseable {
  static final String TOKEN = "the-owner's";

  /** The day the company is looked at; its clock goes on from noon. */
  static final LocalDate TODAY = LocalDate.parse("2026-09-30");

  private static final LocalDate FROM = TODAY.minusDays(200);
  private static final int REPS = 60;
  private static final String ORGANISATION = "company";
  private static final Definition RULES = Definition.standard(ZoneOffset.UTC);

  private final Clock clock =
      Clock.offset(
          Clock.systemUTC(),
          Duration.between(Instant.now(), TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC)));
  private final Company company =
      new Company(new Company.Settings(Company.Settings.SEED, REPS, FROM, ZoneOffset.UTC));
  private final HttpClient client = HttpClient.newHttpClient();
  private final DevBroker broker;
  private final PipelineRun pipeline;
  private final LosableStores stores;
  private final Contests contests;
  private final AccessLog log;
  private final Feed feed;
  private final Site site;
  private Site.Served served;
  private final int port;

  PageStand(Path directory) {
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    pipeline =
        PipelineRun.start(broker.bootstrapServers(), directory.resolve("state"), RULES, clock);
    Cluster cluster =
        new Cluster(Map.of("bootstrap.servers", broker.bootstrapServers()), Deliveries.IDS);
    contests = new Contests(cluster, clock);
    log = new AccessLog(cluster, clock);
    arrives(history());
    dealsWait("hubspot");
    stores =
        new LosableStores(
            StateStores.of(pipeline.service().streams(), pipeline.service().partitions()));
    TestReads reads = TestReads.of(stores, pipeline.service()::lag, RULES, clock);
    feed = new Feed(cluster, reads, RULES, ORGANISATION).start();
    site =
        new Site(
            reads,
            RULES,
            ORGANISATION,
            cluster,
            clock,
            "test",
            pipeline.service()::running,
            pipeline.service()::moved,
            1,
            token -> token.equals(TOKEN) ? Optional.of(Viewer.localOwner()) : Optional.empty(),
            contests,
            log,
            feed,
            new SiteIT.NoTrials(),
            new StreamsDryRuns(stores, RULES, ORGANISATION, reads.queries()::lag));
    served = site.serve("127.0.0.1", 0, List.of());
    port = URI.create(address()).getPort();
  }

  private List<Fact> history() {
    List<Fact> facts = new ArrayList<>();
    Iterator<Fact> coming = company.facts();
    for (Fact fact = coming.next();
        fact.delivery().arrival() <= clock.millis();
        fact = coming.next()) {
      facts.add(fact);
    }
    return facts;
  }

  /** Facts come in and are counted. */
  void arrives(List<Fact> facts) {
    PipelineRun.send(broker.bootstrapServers(), facts);
    pipeline.drained();
  }

  /** What of the state may be lost. */
  LosableStores stores() {
    return stores;
  }

  /** Deals of a source cannot be put together. */
  void dealsWait(String source) {
    WaitingDeals.of(source, broker.bootstrapServers(), clock.instant());
  }

  /** The moment it is at the stand, in milliseconds since the epoch. */
  long now() {
    return clock.millis();
  }

  /** Somebody whose customers are clearly happier, with deals. */
  String rep() {
    return company.quietRep().repId();
  }

  String repName() {
    return company.quietRep().name();
  }

  String address() {
    return served.server().address();
  }

  /** What the API answers the owner. */
  JsonNode ask(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + Routes.PREFIX + path))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    try {
      return Answer.parse(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(path, e);
    }
  }

  /** The server ends; the pipeline goes on. */
  void stopServing() {
    served.close();
  }

  /** It is served again, at the same address. */
  void serveAgain() {
    served = site.serve("127.0.0.1", port, List.of());
  }

  @Override
  public void close() {
    served.close();
    contests.close();
    log.close();
    feed.close();
    pipeline.close();
    broker.close();
  }
}

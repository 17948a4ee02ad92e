package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Contests;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.assemble.SourceParts;
import io.willingly.streams.definition.RuleSetTopic;
import io.willingly.streams.live.Feed;
import io.willingly.streams.live.LiveThreads;
import io.willingly.streams.live.SourceRates;
import io.willingly.streams.query.DryRuns;
import io.willingly.streams.query.ReadSide;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.FollowedTopic;
import io.willingly.streams.runtime.NewestInput;
import io.willingly.streams.signoff.SignOffs;
import io.willingly.streams.signoff.TargetTopic;
import io.willingly.streams.trial.Trials;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * All that is served over HTTP.
 *
 * @param reads the pipeline's read side
 * @param rules the rule set in force
 * @param organisation id of the organisation scope
 * @param cluster where rule sets and targets are
 * @param clock of the pipeline
 * @param build which build of the program this is
 * @param ready whether questions are answered
 * @param moved another number when answers may be others
 * @param minimumGroup fewer reps than these are not told of in totals
 * @param tokens who a token is of
 * @param contests what people contest
 * @param log who looked at whom
 * @param feed what just happened
 * @param trials of somebody's own files
 * @param dryRuns what facts would do
 */
public record Site(
    ReadSide reads,
    Definition rules,
    String organisation,
    Cluster cluster,
    Clock clock,
    String build,
    BooleanSupplier ready,
    LongSupplier moved,
    int minimumGroup,
    Function<String, Optional<Viewer>> tokens,
    Contests contests,
    AccessLog log,
    Feed feed,
    Trials trials,
    DryRuns dryRuns) {

  private static final Duration LOOK = Duration.ofSeconds(10);

  /** What is being served, until closed. */
  public record Served(
      WebServer server,
      LiveThreads live,
      FollowedTopic<WaitingObjectKey, WaitingObject> waiting,
      FollowedTopic<ObjectCountKey, ObjectCount> counts)
      implements AutoCloseable {
    /** Streams end first: a server waits for what is open. */
    @Override
    public void close() {
      try (waiting;
          counts;
          server) {
        live.close();
      }
    }
  }

  /**
   * Serves.
   *
   * @param host address it listens on
   * @param port 0 for any that is free
   * @param hosts names it may be asked under besides the loopback ones
   */
  public Served serve(String host, int port, List<String> hosts) {
    Gate gate = new Gate(hosts, tokens);
    String epoch = Long.toString(clock.millis(), Character.MAX_RADIX);
    FollowedTopic<WaitingObjectKey, WaitingObject> waiting =
        new FollowedTopic<>(cluster, Topics.WAITING_OBJECTS);
    FollowedTopic<ObjectCountKey, ObjectCount> counts =
        new FollowedTopic<>(cluster, Topics.OBJECT_COUNTS);
    LiveThreads live =
        LiveThreads.start(
            epoch,
            () -> moved.getAsLong() + reads.today() + waiting.seen() + counts.seen(),
            Site::problem);
    try {
      TryRoutes tries = new TryRoutes(trials);
      SourceRates rates =
          new SourceRates(
              reads.queries()::ledger,
              () -> SourceParts.of(counts.rows()),
              clock,
              System::nanoTime,
              NewestInput.arrival(cluster, clock.instant()));
      live.every(LOOK, rates::look);
      // Objects are put together beside the pipeline, which does not move with them.
      live.every(LOOK, waiting::rows);
      live.every(LOOK, counts::rows);
      ObjectNode contract = OpenApi.of(rules);
      Routes routes = routes(new Parameters(contract), live.hub()::touch, rates, waiting);
      // An entry comes after the commit that made the numbers move.
      feed.onChange(live.hub()::touch);
      tries.addTo(routes);
      Api.Looks looks = this::look;
      Api api = new Api(routes, gate, reads::today, looks);
      LiveRoute route = new LiveRoute(routes, live.hub(), gate, reads::today, looks);
      return new Served(
          WebServer.start(host, port, gate, api, contract, route, tries, ready),
          live,
          waiting,
          counts);
    } catch (RuntimeException e) {
      try (waiting;
          counts) {
        live.close();
      }
      throw e;
    }
  }

  private void look(String route, Asked asked) {
    ScopeId scope = asked.repOrTeam().orElse(null);
    String deal = asked.path().get("deal");
    if (deal != null || scope != null) {
      log.record(asked.viewer(), new AccessLog.Look(route, scope, deal));
    }
  }

  private Routes routes(
      Parameters parameters,
      Runnable changed,
      SourceRates rates,
      FollowedTopic<WaitingObjectKey, WaitingObject> waiting) {
    Routes routes = new Routes(parameters);
    Basis basis = new Basis(reads, rules, new Sight(organisation, new Teams(reads, minimumGroup)));
    new StatusRoutes(basis, rates, clock, build).addTo(routes);
    new NumberRoutes(basis).addTo(routes);
    new DealRoutes(basis, contests).addTo(routes);
    new BoardRoutes(basis, contests).addTo(routes);
    new ContestRoutes(basis, contests, log, changed).addTo(routes);
    new CompanyRoutes(
            basis,
            new RuleSetTopic(cluster, clock),
            new TargetTopic(cluster),
            new SignOffs(cluster))
        .addTo(routes);
    new SourceRoutes(basis, cluster, rates, waiting::rows).addTo(routes);
    new FeedRoute(feed, basis).addTo(routes);
    new RejectedRoutes(basis, cluster, clock, log).addTo(routes);
    new MappingRoutes(basis, cluster.ids(), clock, dryRuns, log).addTo(routes);
    return routes;
  }

  /** What watchers are told. */
  static JsonNode problem(RuntimeException e) {
    String path = Routes.PREFIX + "/live";
    return Problem.of(e, "a question watched at " + path).json(path);
  }
}

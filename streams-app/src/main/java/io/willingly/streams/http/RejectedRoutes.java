package io.willingly.streams.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.streams.access.AccessLog;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.http.Routes.Verb;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.rejected.Rejected;
import io.willingly.streams.rejected.RejectedLog;
import io.willingly.streams.rejected.Resending;
import io.willingly.streams.rejected.Resending.Result;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.EventProducer;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends rejected records again. */
final class RejectedRoutes {
  private static final int MOST_PLACES = 1_000;

  /** Rows of one number can be of several files of one name. */
  private static final int MOST_RECORDS = 10_000;

  private final Basis basis;
  private final Cluster cluster;
  private final Clock clock;
  private final AccessLog log;

  /**
   * Routes.
   *
   * @param clock of the pipeline: what is sent again arrives now
   * @param log is told who sent records again
   */
  RejectedRoutes(Basis basis, Cluster cluster, Clock clock, AccessLog log) {
    this.basis = basis;
    this.cluster = cluster;
    this.clock = clock;
    this.log = log;
  }

  void addTo(Routes routes) {
    routes.act(Verb.POST, "/rejected/replay", Sight.rule(Viewer::mayOperate), this::replay);
  }

  private Answer replay(Asked asked, JsonNode body) {
    Set<String> places = places(body);
    Mapping mapping = NamedMapping.usable(() -> NamedMapping.of(body, basis.rules().zone()));
    RejectedLog rejected = new RejectedLog(cluster);
    List<Rejected> found =
        rejected.latest(MOST_RECORDS, 0, each -> places.contains(each.place())).rows();
    log.record(asked.viewer(), new AccessLog.Look("/rejected/replay", null, null));
    long run = clock.millis();
    List<Result> results;
    try (EventProducer producer = new EventProducer(cluster.clientSettings(), cluster.ids())) {
      results =
          new Resending(
                  producer, cluster.ids(), mapping, new Delivery(run, run), asked.viewer().name())
              .again(rejected, found);
    }
    return answer(asked, run, places, results);
  }

  private Answer answer(Asked asked, long run, Set<String> places, List<Result> results) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("run", run);
    json.put("sent", results.stream().mapToInt(Result::sent).sum());
    ArrayNode rows = json.putArray("rows");
    Set<String> unknown = new LinkedHashSet<>(places);
    for (Result result : results) {
      unknown.remove(result.rejected().place());
      row(rows, result.rejected(), result.rejected().place(), result.sent(), result.message());
    }
    unknown.forEach(
        place -> row(rows, null, place, 0, "no record of this place is among the latest rejected"));
    return basis.object(AsOf.day(asked.today()), json);
  }

  private static void row(
      ArrayNode rows, @Nullable Rejected rejected, String place, int sent, String message) {
    ObjectNode row = rows.addObject().put("place", place);
    row.put("source", rejected == null ? null : rejected.event().getSource());
    row.put("event", rejected == null ? null : rejected.event().getEventId());
    row.put("reason", rejected == null ? null : rejected.event().getReason());
    row.put("sent", sent).put("message", message);
  }

  private static Set<String> places(JsonNode body) {
    Set<String> places = new LinkedHashSet<>();
    body.path("places").forEach(place -> places.add(place.asText()));
    if (places.isEmpty() || places.size() > MOST_PLACES) {
      throw Problem.parameter(
          "places",
          "expected are 1 to %,d places of rejected records, as /rejected has them"
              .formatted(MOST_PLACES));
    }
    return places;
  }
}

package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.definition.Definition;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.ReadSide;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** How the pipeline is, and who the viewer is. */
final class StatusRoutes {
  private final ReadSide reads;
  private final Definition rules;
  private final Sight sight;
  private final Clock clock;
  private final String build;

  /**
   * Status.
   *
   * @param clock of the pipeline
   * @param build which build of the program this is
   */
  StatusRoutes(ReadSide reads, Definition rules, Sight sight, Clock clock, String build) {
    this.reads = reads;
    this.rules = rules;
    this.sight = sight;
    this.clock = clock;
    this.build = build;
  }

  void addTo(Routes routes) {
    routes.get("/status", sight.anyRole(), this::status);
  }

  private Answer status(Asked asked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("now", clock.instant().truncatedTo(ChronoUnit.MINUTES).toString());
    json.put("today", Answer.day(asked.today()));
    json.put("zone", reads.zone().getId());
    json.put("organisation", sight.organisation());
    json.put("build", build);
    json.put("minimum_group", sight.groups().get().minimum());
    json.set("viewer", json(asked.viewer()));
    return Answer.of(
        AsOf.day(asked.today()), rules.version(), reads.queries().lag(), f -> json.toString());
  }

  private static ObjectNode json(Viewer viewer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", viewer.name());
    ArrayNode roles = json.putArray("roles");
    viewer.roles().stream().sorted().map(Role::text).forEach(roles::add);
    json.put("rep", viewer.rep());
    ArrayNode teams = json.putArray("teams");
    viewer.teams().stream().sorted().forEach(teams::add);
    return json;
  }
}

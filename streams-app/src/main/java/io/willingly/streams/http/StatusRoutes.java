package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.access.Role;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.live.SourceRates;
import io.willingly.streams.query.AsOf;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How the pipeline is, and who the viewer is. */
final class StatusRoutes {
  private final Basis basis;
  private final SourceRates rates;
  private final Clock clock;
  private final String build;

  /**
   * Status.
   *
   * @param rates what arrived last
   * @param clock of the pipeline
   * @param build which build of the program this is
   */
  StatusRoutes(Basis basis, SourceRates rates, Clock clock, String build) {
    this.basis = basis;
    this.rates = rates;
    this.clock = clock;
    this.build = build;
  }

  void addTo(Routes routes) {
    routes.personal("/status", basis.sight().anyRole(), this::status);
  }

  private Answer status(Asked asked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("now", clock.instant().truncatedTo(ChronoUnit.MINUTES).toString());
    json.put("today", Answer.day(asked.today()));
    json.put("zone", basis.reads().zone().getId());
    json.put("organisation", basis.sight().organisation());
    Instant arrival = rates.lastArrival();
    json.put("last_arrival", arrival == null ? null : arrival.toString());
    json.put("build", build);
    json.put("minimum_group", basis.sight().groups().get().minimum());
    json.set("viewer", json(asked.viewer()));
    return basis.object(AsOf.day(asked.today()), json);
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

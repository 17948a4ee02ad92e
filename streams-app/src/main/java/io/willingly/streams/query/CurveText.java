package io.willingly.streams.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.quality.FollowUp.Point;
import io.willingly.metrics.quality.Value;

/** A curve as CSV, JSON or a table. */
public final class CurveText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CurveText() {}

  public static String of(Curve curve, Format format) {
    return format == Format.JSON ? json(curve).toPrettyString() + "\n" : sheet(curve).of(format);
  }

  private static Sheet sheet(Curve curve) {
    Sheet sheet = new Sheet("day", "at_risk", "events", "censored", "share", "low", "high");
    for (Point point : curve.points()) {
      sheet.row(
          (long) point.day(),
          point.atRisk(),
          point.events(),
          point.censored(),
          new Value.Rate(point.share()).decimal(),
          point.interval().lowest().decimal(),
          point.interval().highest().decimal());
    }
    return sheet;
  }

  private static ObjectNode json(Curve curve) {
    ObjectNode json = JSON.createObjectNode();
    json.put("scope", ScopeNames.of(curve.scope().kind()));
    json.put("id", curve.scope().id());
    json.put("outcome", curve.outcome().text());
    json.put("period", curve.period().toString());
    curve.asOf().put(json);
    json.put("definition_version", curve.definitionVersion());
    json.put("records_to_read", curve.lag());
    json.put("won", curve.won());
    json.put("longest_follow_up", curve.longestFollowUp());
    ArrayNode points = json.putArray("points");
    for (Point point : curve.points()) {
      points
          .addObject()
          .put("day", point.day())
          .put("at_risk", point.atRisk())
          .put("events", point.events())
          .put("censored", point.censored())
          .put("share", new Value.Rate(point.share()).decimal())
          .put("low", point.interval().lowest().decimal())
          .put("high", point.interval().highest().decimal());
    }
    return json;
  }
}

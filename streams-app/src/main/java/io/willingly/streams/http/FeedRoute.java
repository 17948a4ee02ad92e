package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.streams.live.Feed;
import io.willingly.streams.live.FeedEntry;
import io.willingly.streams.live.FeedText;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.RepEntry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What just happened to the deals the viewer may see. */
final class FeedRoute {
  private final Feed feed;
  private final Basis basis;

  FeedRoute(Feed feed, Basis basis) {
    this.feed = feed;
    this.basis = basis;
  }

  void addTo(Routes routes) {
    routes.get("/feed", basis.sight().anyRole(), this::feed);
  }

  private Answer feed(Asked asked) {
    List<FeedEntry> seen =
        feed.entries().stream()
            .filter(entry -> basis.sight().seesDeal(asked.viewer(), entry.rep()))
            .toList();
    // A difference of the company's rates tells the rates.
    boolean effects = basis.sight().seesCompany(asked.viewer());
    AsOf now = AsOf.day(asked.today());
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    if (!seen.isEmpty()) {
      Map<String, RepEntry> reps =
          basis.reads().boards().directory(now).reps().stream()
              .collect(Collectors.toMap(RepEntry::id, Function.identity()));
      for (FeedEntry entry : seen) {
        RepEntry rep = reps.get(entry.rep());
        ObjectNode row = FeedText.row(entry);
        if (!effects) {
          row.putNull("effect");
        }
        row.put("rep_name", rep == null ? null : rep.name());
        row.put("team", rep == null ? null : rep.team());
        rows.add(row);
      }
    }
    return basis.object(now, JsonNodeFactory.instance.objectNode().set("rows", rows));
  }
}

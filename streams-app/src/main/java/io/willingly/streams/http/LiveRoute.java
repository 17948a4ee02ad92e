package io.willingly.streams.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.willingly.streams.access.Viewer;
import io.willingly.streams.http.Routes.Found;
import io.willingly.streams.live.HubFull;
import io.willingly.streams.live.LiveHub;
import io.willingly.streams.live.Sink;
import io.willingly.streams.live.Watched;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /live?watch=PATH&watch=PATH}: questions of the API, answered anew when they change. */
final class LiveRoute {
  private static final String EVENTS = "text/event-stream";
  private static final String VIEWER = "viewer";
  private static final String WATCHED = "watched";

  private final Routes routes;
  private final LiveHub hub;
  private final Gate gate;
  private final IntSupplier today;
  private final Api.Looks looks;

  LiveRoute(Routes routes, LiveHub hub, Gate gate, IntSupplier today, Api.Looks looks) {
    this.routes = routes;
    this.hub = hub;
    this.gate = gate;
    this.today = today;
    this.looks = looks;
  }

  /** Refuses what cannot be watched while the answer can still be a problem. */
  void check(Context context) {
    Viewer viewer = gate.viewer(context);
    context.attribute(VIEWER, viewer);
    List<String> paths = context.queryParams("watch");
    if (paths.isEmpty() || paths.size() > hub.most()) {
      throw Problem.parameter(
          "watch", "%d are given; expected are 1 to %d".formatted(paths.size(), hub.most()));
    }
    context.attribute(WATCHED, paths.stream().map(path -> watched(viewer, path)).toList());
    if (!EVENTS.equals(context.header("Accept"))) {
      throw new Problem(
          406,
          "A stream of events",
          "this answer never ends: send 'Accept: %s', or ask the questions themselves"
              .formatted(EVENTS));
    }
  }

  void open(SseClient client) {
    Context context = client.ctx();
    Viewer viewer = Objects.requireNonNull(context.attribute(VIEWER));
    List<WatchedRoute> watched = Objects.requireNonNull(context.attribute(WATCHED));
    client.keepAlive();
    Supplier<Optional<Viewer>> now = gate.later(context);
    Connection connection =
        new Connection(client, () -> now.get().equals(Optional.of(viewer)), watched, new BitSet());
    try {
      client.onClose(
          hub.watch(viewer.name(), watched, context.header("Last-Event-ID"), connection));
    } catch (HubFull e) {
      Problem problem = new Problem(503, "Not watched", String.valueOf(e.getMessage()));
      connection.send(null, "problem", -1, problem.json(context.path()).toString());
      connection.close();
    }
  }

  private WatchedRoute watched(Viewer viewer, String watch) {
    int mark = watch.indexOf('?');
    String path = mark < 0 ? watch : watch.substring(0, mark);
    Found found =
        routes
            .find(path)
            .orElseThrow(() -> Problem.parameter("watch", "no question is at '" + path + "'"));
    Map<String, String> query = query(mark < 0 ? "" : watch.substring(mark + 1));
    Map<String, String> parts = new HashMap<>();
    found.path().forEach((name, value) -> parts.put(name, decoded(value)));
    return new WatchedRoute(this, found, viewer, parts, query);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.parameter("watch", "'" + text + "' is not encoded as in an address");
    }
  }

  /** A question of a viewer. Who may see the same and asks the same shares its answers. */
  private record WatchedRoute(
      LiveRoute live,
      Found found,
      Viewer viewer,
      Map<String, String> path,
      Map<String, String> query)
      implements Watched {

    private record Key(
        @Nullable String name,
        Object roles,
        @Nullable String rep,
        Object teams,
        String route,
        Object path,
        Object query) {}

    Asked asked() {
      return new Asked(viewer, live.today.getAsInt(), path, query);
    }

    @Override
    public Object key() {
      return new Key(
          found.route().personal() ? viewer.name() : null,
          viewer.roles(),
          viewer.rep(),
          viewer.teams(),
          found.route().path(),
          path,
          query);
    }

    @Override
    public ObjectNode ask() {
      Asked asked = asked();
      return Paging.page(found.route().ask(asked).json(), asked, found.route().path());
    }
  }

  /**
   * A browser's connection.
   *
   * @param allowed whether the viewer is still who began it, with the same roles
   * @param seen what was told of, by its place: each is one look
   */
  private record Connection(
      SseClient client, BooleanSupplier allowed, List<WatchedRoute> watched, BitSet seen)
      implements Sink {
    @Override
    public boolean send(@Nullable String id, String event, int watch, String data) {
      if (!allowed.getAsBoolean()) {
        return false;
      }
      if (event.equals("snapshot") || event.equals("delta")) {
        look(watch);
      }
      client.sendEvent(event, data, id);
      return !client.terminated();
    }

    private void look(int watch) {
      if (!seen.get(watch)) {
        seen.set(watch);
        WatchedRoute each = watched.get(watch);
        each.live().looks.at(each.found().route().path(), each.asked());
      }
    }

    @Override
    public void close() {
      client.close();
    }
  }
}

package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.willingly.connectors.mapping.RowProblem;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one request from its first page to its last, and then what is new. */
final class Sweep {
  /** Of a search that is no longer there. */
  private static final Set<Integer> EXPIRED = Set.of(400, 404, 410, 422);

  private final String key;
  private final PullRequest request;
  private final Map<String, String> parameters;
  private final Hosts hosts;
  private final Http http;
  private final Items items;
  private final Clock clock;
  private PullState state;
  private boolean over;
  private boolean restarted;
  private Circle circle = new Circle();

  Sweep(
      String key,
      PullRequest request,
      Map<String, String> parameters,
      Hosts hosts,
      Http http,
      Clock clock,
      PullState state) {
    this.key = key;
    this.request = request;
    this.parameters = parameters;
    this.hosts = hosts;
    this.http = http;
    this.items = new Items(request, parameters, hosts, http);
    this.clock = clock;
    this.state = state;
  }

  boolean over() {
    return over;
  }

  void rewind() {
    over = false;
  }

  PulledPage next() throws InterruptedException {
    try {
      return page();
    } catch (RowProblem e) {
      throw PullException.lasting(
          "'when' or 'until' of '%s' in the pull.yaml: %s"
              .formatted(request.name(), e.getMessage()));
    }
  }

  private PulledPage page() throws InterruptedException {
    JsonNode before = state.json();
    List<String> notes = new ArrayList<>();
    Instant asked = clock.instant();
    if (state.started() == null) {
      state = state.begun(asked);
      restarted = false;
      circle = new Circle();
    }
    Ask ask = ask();
    Reply reply = http.send(ask, http.patience());
    if (state.position() != null && EXPIRED.contains(reply.status())) {
      restart(ask, reply, notes);
      ask = ask();
      reply = http.send(ask, http.patience());
    }
    boolean nothing = request.none().contains(reply.status());
    if (!nothing && !reply.ok()) {
      throw http.refused(ask, reply);
    }
    JsonNode list = nothing ? JsonNodeFactory.instance.arrayNode() : items.of(ask, reply.json());
    Items.Taken taken = items.take(ask, list, state, asked);
    PullState after = nothing ? ended(taken) : after(ask, reply, list, taken);
    over = after.started() == null;
    state = after;
    return new PulledPage(key, taken.payloads(), taken.unchanged(), before, after.json(), notes);
  }

  private Ask ask() {
    String position = state.position();
    return position != null && request.next().isAddress()
        ? request.call().at(hosts.next(hosts.base(), position), this::value)
        : request.call().ask(hosts, this::value);
  }

  private @Nullable String value(String name) {
    Since since = request.since();
    if (name.equals(PullParser.SINCE) && since != null) {
      return since.send().text(state.since());
    }
    if (name.equals(PullParser.STARTED) && since != null && state.started() != null) {
      return since.send().text(state.started());
    }
    String own = parameters.get(name);
    return own == null ? request.next().value(name, state.position()) : own;
  }

  private void restart(Ask ask, Reply reply, List<String> notes) {
    if (restarted) {
      throw http.refused(ask, reply);
    }
    restarted = true;
    notes.add(
        "%s: the vendor no longer takes where it was (%d); it is read again from its beginning"
            .formatted(key, reply.status()));
    state = state.again();
    circle = new Circle();
  }

  private PullState after(Ask ask, Reply reply, JsonNode list, Items.Taken taken) {
    URI uri = ask.uri();
    String next = request.next().after(state.position(), new Next.Read(hosts, uri, reply, list));
    boolean last = next == null || (request.until() != null && request.until().holds(reply.json()));
    Since since = request.since();
    if (since != null && since.descending() && taken.low() != null) {
      last |= taken.low().isBefore(state.since());
    }
    if (last || next == null) {
      return ended(taken);
    }
    if (circle.closedBy(next)) {
      throw PullException.lasting(
          "%s: the vendor gives the same next page for ever; is 'next' of '%s' right?"
              .formatted(ask, request.name()));
    }
    return state.at(next, taken.high());
  }

  /** The next reading begins a little before where this one got. */
  private PullState ended(Items.Taken taken) {
    Since since = request.since();
    Instant started = state.started();
    if (since == null || started == null) {
      return state.over(state.since());
    }
    Instant high = since.at() == null ? started : taken.high();
    if (high == null) {
      return state.over(state.since());
    }
    // A time to come, of a clock that is wrong, must not hide what changes until then.
    Instant from = (high.isAfter(started) ? started : high).minus(since.overlap());
    Instant first = PullState.first(state.asked()).since();
    return state.over(from.isAfter(first) ? from : first);
  }

  String outlook() {
    Since since = request.since();
    String what = since == null ? "all" : "what changed since " + state.since();
    return "%s: %s%s".formatted(key, what, state.position() == null ? "" : ", in the middle of it");
  }
}

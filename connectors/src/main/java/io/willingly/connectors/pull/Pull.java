package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a vendor's API page by page, one request of the source after the other. Not thread-safe.
 */
public final class Pull {
  private final Http http;
  private final List<Sweep> sweeps = new ArrayList<>();
  private int current;

  /**
   * Reads a source from where it was left.
   *
   * @param stored what was stored after the last page kept of a request, by its key; null of none
   * @param pause how to wait: for the vendor's rate, and when it asks to come back later
   * @throws PullException when a parameter or the secret is missing, or a state is none
   */
  public Pull(
      PullSpec spec,
      PullOptions options,
      Function<String, @Nullable JsonNode> stored,
      Clock clock,
      Pause pause) {
    Map<String, String> values = spec.values(options);
    Hosts hosts = spec.hosts(options, values);
    http = new Http(spec.manners(), hosts, spec.credentials(options), clock, pause);
    for (PullRequest request : spec.requests()) {
      for (String one : repeats(request, values)) {
        String key = one.isEmpty() ? request.name() : request.name() + "[" + one + "]";
        Map<String, String> own = new LinkedHashMap<>(values);
        if (request.repeat() != null) {
          own.put(request.repeat(), one);
        }
        JsonNode json = stored.apply(key);
        PullState state =
            json == null ? PullState.first(options.since()) : PullState.of(json, options.since());
        if (options.since() != null && !options.since().equals(state.asked())) {
          state = PullState.first(options.since());
        }
        sweeps.add(new Sweep(key, request, own, hosts, http, clock, state));
      }
    }
  }

  private static List<String> repeats(PullRequest request, Map<String, String> values) {
    return request.repeat() == null
        ? List.of("")
        : List.of(values.getOrDefault(request.repeat(), "").split("\\s*,\\s*"));
  }

  /**
   * Reads the next page.
   *
   * @return nothing when all requests are read to their end; the next call begins with what is new
   *     since
   * @throws PullException when it cannot be read; nothing is lost, the next call tries it again
   */
  public Optional<PulledPage> next() throws InterruptedException {
    while (current < sweeps.size()) {
      Sweep sweep = sweeps.get(current);
      if (!sweep.over()) {
        return Optional.of(sweep.next());
      }
      current++;
    }
    current = 0;
    sweeps.forEach(Sweep::rewind);
    return Optional.empty();
  }

  /** In words, for each request, from where it goes on. */
  public List<String> outlook() {
    return sweeps.stream().map(Sweep::outlook).toList();
  }

  /** How many HTTP requests were sent. */
  public long asked() {
    return http.asked();
  }

  /**
   * Checks a state that somebody wrote.
   *
   * @throws PullException when it is none
   */
  public static void check(JsonNode state) {
    PullState.of(state, null);
  }
}

package io.willingly.connectors.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.connectors.mapping.RowProblem;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Completes the payloads of webhooks that carry only ids. Thread-safe. */
public final class Fetch {
  private final PullSpec spec;
  private final Map<String, String> parameters;
  private final Hosts hosts;
  private final Http http;

  /**
   * Completes the payloads of a source.
   *
   * @param pause how to wait: for the vendor's rate, and when it asks to come back later
   * @throws PullException when a parameter or the secret is missing
   */
  public Fetch(PullSpec spec, PullOptions options, Clock clock, Pause pause) {
    this.spec = spec;
    this.parameters = spec.given(options);
    this.hosts = spec.hosts(options, parameters);
    this.http = new Http(spec.manners(), hosts, spec.credentials(options), clock, pause);
  }

  /**
   * Completes the payloads of a source where its pull.yaml says how; leaves those of others as they
   * are.
   *
   * @param mapping path of its folder, or name of a shipped one
   * @throws PullException when what the pull.yaml needs for it is missing
   * @throws io.willingly.connectors.mapping.MappingException when the pull.yaml cannot be used
   */
  public static UnaryOperator<JsonNode> of(String mapping, PullOptions options) {
    return PullSpec.load(mapping)
        .filter(PullSpec::hasFetch)
        .map(
            spec ->
                new Fetch(
                    spec,
                    options,
                    Clock.systemUTC(),
                    time -> TimeUnit.NANOSECONDS.sleep(time.toNanos())))
        .<UnaryOperator<JsonNode>>map(fetch -> fetch::fetch)
        .orElse(payload -> payload);
  }

  /**
   * The payload with what the vendor says of its ids. What is gone there stays as it came.
   *
   * @param payload is not changed; of an array each element is completed
   * @throws PullException when the vendor does not answer in time, or refuses: the sender should be
   *     told to come again
   */
  public JsonNode fetch(JsonNode payload) {
    Http.Limit limit = http.fetch();
    try {
      if (!payload.isArray()) {
        return completed(payload, limit);
      }
      ArrayNode all = ((ArrayNode) payload).arrayNode();
      for (JsonNode element : payload) {
        all.add(completed(element, limit));
      }
      return all;
    } catch (RowProblem e) {
      throw PullException.lasting("'when' of 'fetch' in the pull.yaml: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PullException.passing("stopped while it was asked for", e);
    }
  }

  private JsonNode completed(JsonNode payload, Http.Limit limit) throws InterruptedException {
    JsonNode whole = payload;
    for (Lookup lookup : spec.fetches()) {
      if (whole instanceof ObjectNode object) {
        whole = lookup.done(object, http, hosts, parameters, limit);
      }
    }
    return whole;
  }
}

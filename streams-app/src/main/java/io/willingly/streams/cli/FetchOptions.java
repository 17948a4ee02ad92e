package io.willingly.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.pull.Fetch;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.pull.PullOptions;
import io.willingly.connectors.pull.Secret;
import io.willingly.streams.config.BadInput;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What completing posts that carry only ids takes. */
final class FetchOptions {
  @Option(
      names = "--fetch-secret",
      paramLabel = "env:NAME|file:PATH",
      description =
          "The token of the source's API, where its posts carry only ids and its pull.yaml has"
              + " 'fetch'.")
  @Nullable String fetchSecret;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the pull.yaml, such as shop=acme.")
  Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--base",
      paramLabel = "URL",
      description = "Ask there and not at the pull.yaml's base, as in `willingly pull`.")
  @Nullable String base;

  /**
   * Completes the payloads of a source that needs it.
   *
   * @throws BadInput when what its pull.yaml needs is missing
   */
  UnaryOperator<JsonNode> completion(String source, Map<String, String> environment) {
    try {
      Secret token = fetchSecret == null ? null : Secret.of(fetchSecret, environment);
      return Fetch.of(source, new PullOptions(token, parameters, base, null));
    } catch (MappingException | PullException e) {
      throw new BadInput(
          e.getMessage() + " (--fetch-secret and --parameter give what pull.yaml needs)", e);
    }
  }
}

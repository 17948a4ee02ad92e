package io.willingly.connectors.pull;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host of a source decides.
 *
 * @param secret null where the API wants none
 * @param parameters values of the file's parameters, by name
 * @param base asked instead of the file's own, such as a stand-in on this machine, which alone may
 *     be plain http; null for the file's own
 * @param since read what changed from then on; when it differs from what was asked for before,
 *     everything begins anew. Null to go on, or to begin at 2000-01-01
 */
public record PullOptions(
    @Nullable Secret secret,
    Map<String, String> parameters,
    @Nullable String base,
    @Nullable Instant since) {
  /** A copy that nobody changes. */
  public PullOptions {
    parameters = Map.copyOf(parameters);
  }
}

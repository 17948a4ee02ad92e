package io.willingly.streams.peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * Where the owner of a data directory answers; the content of {@code runtime.json}.
 *
 * @param pid the owner's process
 * @param command what it does, such as {@code demo}
 * @param build which build of the program it is
 * @param bootstrap the Kafka cluster it works on
 * @param pipeline what it counts as
 * @param query {@code http://host:port} on the loopback interface
 * @param token what a request must show
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OwnerAddress(
    long pid,
    String command,
    String build,
    String bootstrap,
    Pipeline pipeline,
    String query,
    String token) {

  public OwnerAddress {
    build = Objects.requireNonNullElse(build, "older");
  }

  /**
   * What has to be the same in all that feed a pipeline.
   *
   * @param embedded whether its broker is its own
   * @param applicationId its consumer group
   * @param schemaRegistry address of the registry; empty for the schemas shipped
   * @param zone the organisation's time zone
   * @param definition hash of the rule set
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Pipeline(
      boolean embedded,
      String applicationId,
      String schemaRegistry,
      String zone,
      String definition) {}
}

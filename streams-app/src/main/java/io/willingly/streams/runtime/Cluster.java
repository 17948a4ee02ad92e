package io.willingly.streams.runtime;

import io.willingly.schemas.wire.SchemaIds;
import java.util.Map;

/**
 * A Kafka cluster and its registry.
 *
 * @param clientSettings how to reach it, as for any Kafka client
 * @param ids the schema registry
 */
public record Cluster(Map<String, Object> clientSettings, SchemaIds ids) {
  public Cluster {
    clientSettings = Map.copyOf(clientSettings);
  }
}

package io.willingly.flink;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds.Registration;
import io.willingly.schemas.wire.SchemaIds;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What the job needs to know; operators take it along to where they run.
 *
 * @param client settings of every Kafka client, the address of the cluster among them
 * @param applicationId consumer group whose committed offsets tell what was counted, and beginning
 *     of the ids of transactions
 * @param organisation id of the organisation scope (R40)
 * @param definition the rule set
 * @param closing when periods close (R53)
 * @param registry where schema ids come from
 * @param partitions of each input topic (R58)
 * @param topicIds of the topics that state is of, by name: made anew, one has another id
 * @param transactionTimeout how long a transaction of a sink may stay open, longer than the time
 *     from one checkpoint to the next and a restart between them (R96)
 */
public record JobConfig(
    Map<String, String> client,
    String applicationId,
    String organisation,
    Definition definition,
    Closing closing,
    Registry registry,
    int partitions,
    Map<String, String> topicIds,
    Duration transactionTimeout)
    implements Serializable {

  public JobConfig {
    client = Map.copyOf(client);
    topicIds = Map.copyOf(topicIds);
    if (partitions < 1) {
      throw new IllegalArgumentException("the input topics have " + partitions + " partitions");
    }
  }

  /** Settings of clients may be secrets. */
  @Override
  public String toString() {
    return applicationId + " on " + client.get("bootstrap.servers");
  }

  /**
   * Where schema ids come from (ADR 0004).
   *
   * @param url of a registry with Confluent's API; empty for the schemas shipped
   * @param authorization value of the Authorization header; empty for none
   * @param directory of the schemas a data directory has seen, when there is no registry; empty for
   *     none
   */
  public record Registry(String url, String authorization, String directory)
      implements Serializable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A client, of which each process has its own. */
    public SchemaIds ids() {
      if (!url.isEmpty()) {
        return new HttpSchemaIds(
            URI.create(url),
            authorization.isEmpty() ? null : authorization,
            Registration.BEFOREHAND,
            TIMEOUT);
      }
      return directory.isEmpty()
          ? EmbeddedSchemaIds.inMemory()
          : EmbeddedSchemaIds.in(Path.of(directory));
    }

    /** The authorization is a secret. */
    @Override
    public String toString() {
      return url.isEmpty() ? "the schemas shipped" : url;
    }
  }
}

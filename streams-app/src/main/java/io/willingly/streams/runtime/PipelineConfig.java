package io.willingly.streams.runtime;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.stages.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.GroupProtocol;

/**
 * What a pipeline needs to run.
 *
 * @param bootstrapServers the cluster
 * @param applicationId consumer group and prefix of internal topics
 * @param groupProtocol how instances share the work (KIP-1071); all have the same
 * @param instanceId names this instance in the group, so that it takes its own place back after a
 *     crash without waiting for a session to time out; two live instances need two; only {@code
 *     classic} groups know such names
 * @param stateDir where RocksDB keeps its files
 * @param organisation id of the organisation scope (R40)
 * @param definition the rule set
 * @param closing when periods close (R53)
 * @param threads stream threads; as many as cores is best
 * @param commitInterval how often results become visible (R55)
 * @param standbyReplicas copies of the state on other instances (R68)
 * @param clientSettings handed to every Kafka client as they are
 * @param publication which topics are written (R71)
 * @param advertised {@code host:port} at which other instances ask this one for its part of the
 *     state; empty when it does not answer them
 */
public record PipelineConfig(
    String bootstrapServers,
    String applicationId,
    GroupProtocol groupProtocol,
    String instanceId,
    Path stateDir,
    String organisation,
    Definition definition,
    Closing closing,
    int threads,
    Duration commitInterval,
    int standbyReplicas,
    Map<String, String> clientSettings,
    Publication publication,
    String advertised) {

  public PipelineConfig {
    clientSettings = Map.copyOf(clientSettings);
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + ", at least 1 is needed");
    }
    if (commitInterval.isZero() || commitInterval.isNegative()) {
      throw new IllegalArgumentException("the commit interval is " + commitInterval);
    }
  }

  /** Another application of one thread, on the same cluster and in a folder of its own. */
  public PipelineConfig beside(String otherApplicationId, Path folder) {
    return new PipelineConfig(
        bootstrapServers,
        otherApplicationId,
        groupProtocol,
        instanceId,
        folder,
        organisation,
        definition,
        closing,
        1,
        commitInterval,
        standbyReplicas,
        clientSettings,
        publication,
        "");
  }

  /** One instance with the defaults of {@code run}. */
  public static PipelineConfig standard(
      String bootstrapServers, Path stateDir, Definition definition) {
    return new PipelineConfig(
        bootstrapServers,
        "willingly",
        GroupProtocol.CLASSIC,
        "willingly-1",
        stateDir,
        "company",
        definition,
        Closing.STANDARD,
        2,
        Duration.ofMillis(200),
        0,
        Map.of(),
        Publication.ALL,
        "");
  }
}

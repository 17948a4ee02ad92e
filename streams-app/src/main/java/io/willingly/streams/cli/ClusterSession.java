package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Publication;
import io.willingly.streams.assemble.AssembleService;
import io.willingly.streams.assemble.AssembleTopology;
import io.willingly.streams.peer.OwnerAddress;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.ConsumerGroup;
import io.willingly.streams.runtime.Drain;
import io.willingly.streams.runtime.Engine;
import io.willingly.streams.runtime.StartupChecks;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * The pipeline of a named cluster, wherever its instances run. Nothing is started here: what is
 * sent is counted by those, and the published ledger says what became of it.
 */
final class ClusterSession implements Counting {
  private static final long LOOK_MILLIS = 200;

  private final Cluster cluster;
  private final String bootstrapServers;
  private final OwnerAddress.Pipeline pipeline;
  private final String assembly;

  /**
   * Looks whether the cluster is as it must be.
   *
   * @param firstApplicationId of the first rule set: objects are put together beside it, whichever
   *     is in force
   */
  ClusterSession(
      Cluster cluster,
      String bootstrapServers,
      OwnerAddress.Pipeline pipeline,
      String firstApplicationId) {
    this.assembly = AssembleService.applicationId(firstApplicationId);
    this.cluster = cluster;
    this.bootstrapServers = bootstrapServers;
    this.pipeline = pipeline;
    try {
      StartupChecks.partitions(cluster.clientSettings(), pipeline.applicationId(), Publication.ALL);
    } catch (ClusterException e) {
      throw e.at(bootstrapServers);
    }
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public SchemaIds schemaIds() {
    return cluster.ids();
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of(pipeline.zone());
  }

  /**
   * As declared.
   *
   * @throws ClusterException when nobody counts
   */
  @Override
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    String applicationId = pipeline.applicationId();
    try (Drain objects = new Drain(cluster.clientSettings(), assembly, AssembleTopology.TOPICS);
        Drain facts = Drain.of(cluster.clientSettings(), applicationId)) {
      return awaitDrained(objects, assembly, deadline, progress)
          && awaitDrained(facts, applicationId, deadline, progress);
    }
  }

  private boolean awaitDrained(
      Drain drain, String applicationId, long deadline, LongConsumer progress) {
    try (Admin admin = Admin.create(cluster.clientSettings())) {
      ConsumerGroup group = new ConsumerGroup(admin, applicationId);
      while (!drain.settled()) {
        progress.accept(drain.remaining());
        // Flink reads without joining the group.
        boolean joins = Engine.of(applicationId) == Engine.STREAMS;
        if (joins && drain.remaining() > 0 && group.members().isEmpty()) {
          throw new ClusterException(
              ("all is sent to %s, but nothing counts it: no instance of the pipeline '%s' runs."
                      + " Start `willingly run` with these settings; it counts what was sent, and"
                      + " sending it again is not needed")
                  .formatted(bootstrapServers, applicationId));
        }
        if (System.nanoTime() > deadline) {
          return false;
        }
        Waiting.pause(LOOK_MILLIS);
      }
      progress.accept(0);
      return true;
    }
  }

  @Override
  public Ledger ledger() {
    return new LedgerTopic(cluster.clientSettings(), cluster.ids()).read();
  }

  @Override
  public void close() {
    // The pipeline goes on.
  }
}

package io.willingly.streams.cli;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.Drain;
import io.willingly.streams.runtime.StartupChecks;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * The pipeline of a named cluster, wherever its instances run. Nothing is started here: what is
 * sent is counted by those, and the published ledger says what became of it.
 */
final class ClusterSession implements Counting {
  private static final long LOOK_MILLIS = 200;

  private final Map<String, Object> clientSettings;
  private final String bootstrapServers;
  private final String applicationId;
  private final SchemaIds ids;

  /**
   * Looks whether the cluster is as it must be.
   *
   * @param clientSettings how to reach it, as for any Kafka client
   */
  ClusterSession(
      Map<String, Object> clientSettings,
      String bootstrapServers,
      String applicationId,
      SchemaIds ids) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.bootstrapServers = bootstrapServers;
    this.applicationId = applicationId;
    this.ids = ids;
    try {
      StartupChecks.partitions(clientSettings, applicationId);
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
    return ids;
  }

  /**
   * As declared.
   *
   * @throws ClusterException when nobody counts
   */
  @Override
  public boolean awaitDrained(Duration timeout, LongConsumer progress) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (Drain drain = Drain.of(clientSettings, applicationId);
        Admin admin = Admin.create(clientSettings)) {
      ConsumerGroup group = new ConsumerGroup(admin, applicationId);
      while (!drain.settled()) {
        progress.accept(drain.remaining());
        if (drain.remaining() > 0 && group.members().isEmpty()) {
          throw new ClusterException(
              ("all is sent to %1$s, but nothing counts it: no instance of the pipeline '%2$s' runs."
                      + " Start `willingly run --bootstrap %1$s`; it counts what was sent, and"
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
    return new LedgerTopic(clientSettings, ids).read();
  }

  @Override
  public void close() {
    // The pipeline goes on.
  }
}

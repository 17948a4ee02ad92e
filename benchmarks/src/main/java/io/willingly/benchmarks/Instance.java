package io.willingly.benchmarks;

import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.config.Settings.Internal;
import io.willingly.streams.instance.Instances;
import io.willingly.streams.instance.InternalServer;
import io.willingly.streams.query.StateStores;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.PipelineService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.ThreadMetadata;

/** One instance of several that share a pipeline, in this process. */
final class Instance implements AutoCloseable {
  private static final Password SECRET = new Password("of-all-instances");
  private static final Duration TIMEOUT = Duration.ofMinutes(60);
  private static final long LOOK_MILLIS = 50;

  private final InternalServer server;
  private final PipelineService service;
  private final Instances instances;

  Instance(Cluster cluster, Path scratch, String name, SchemaIds ids) throws IOException {
    server = InternalServer.start(new Internal("127.0.0.1", Cluster.freePort(), "", SECRET));
    PipelineConfig alike = Contestant.config(cluster, "questions", scratch);
    service =
        PipelineService.start(
            new PipelineConfig(
                alike.bootstrapServers(),
                alike.applicationId(),
                alike.groupProtocol(),
                name,
                scratch.resolve(name),
                alike.organisation(),
                alike.definition(),
                alike.closing(),
                1,
                alike.commitInterval(),
                0,
                alike.clientSettings(),
                alike.publication(),
                server.advertised()),
            ids,
            Clock.systemUTC());
    instances =
        Instances.of(
            service.streams(),
            service.partitions(),
            new Instances.Own(service::moved, service::lag),
            server,
            SECRET.value());
  }

  /** Waits until all run and each of them has its share. */
  static void share(List<Instance> all) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!shared(all)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the work is not shared");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static boolean shared(List<Instance> all) {
    // Each partition is work for the pipeline's three stages.
    int tasks = 3 * Cluster.PARTITIONS;
    return all.stream().allMatch(one -> one.service.running() && one.tasks() == tasks / all.size());
  }

  private int tasks() {
    int tasks = 0;
    for (ThreadMetadata thread : service.streams().metadataForLocalThreads()) {
      tasks += thread.activeTasks().size();
    }
    return tasks;
  }

  /** Waits until everything that was sent is counted. */
  void drain() {
    if (!service.awaitDrained(TIMEOUT, left -> {})) {
      throw new IllegalStateException("not counted in " + TIMEOUT);
    }
  }

  StateStores stores() {
    return instances.stores();
  }

  @Override
  public void close() {
    service.close();
    server.close();
  }
}

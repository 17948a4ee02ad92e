package io.willingly.streams.instance;

import io.willingly.metrics.definition.Definition;
import io.willingly.streams.config.Settings.Internal;
import io.willingly.streams.query.DryRuns;
import io.willingly.streams.query.StreamsDryRuns;
import io.willingly.streams.runtime.PipelineConfig;
import io.willingly.streams.runtime.PipelineService;
import io.willingly.streams.state.Stores;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import io.willingly.streams.testing.Ports;
import io.willingly.streams.testing.TestReads;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.types.Password;

/** An instance of a pipeline, with a listener and a data directory of its own. */
final class OneOfSeveral implements AutoCloseable {
  private static final String SECRET = "of-all-our-instances";

  private final InternalServer server;
  private final String address;
  private final PipelineService service;
  private final Instances instances;
  private final TestReads reads;
  private final DryRuns dryRuns;

  OneOfSeveral(
      String bootstrap,
      String application,
      Path state,
      int standbys,
      Definition rules,
      Clock clock) {
    server =
        InternalServer.start(new Internal("127.0.0.1", Ports.free(), "", new Password(SECRET)));
    address = server.advertised();
    PipelineConfig like = PipelineRun.config(bootstrap, state, rules);
    service =
        PipelineService.start(
            new PipelineConfig(
                bootstrap,
                application,
                like.groupProtocol(),
                state.getFileName().toString(),
                state,
                like.organisation(),
                rules,
                like.closing(),
                1,
                like.commitInterval(),
                standbys,
                like.clientSettings(),
                like.publication(),
                address),
            Deliveries.IDS,
            clock);
    service.awaitRunning(PipelineRun.LONG);
    instances =
        Instances.of(
            service.streams(),
            service.partitions(),
            new Instances.Own(service::moved, service::lag),
            server,
            SECRET);
    // Records that were read and not yet told of by the consumer's metrics are told apart
    // elsewhere.
    reads = TestReads.of(instances.stores(), () -> 0, rules, clock);
    dryRuns = new StreamsDryRuns(instances.stores(), rules, like.organisation(), () -> 0);
  }

  /** As if its machine had gone, or could not be reached: what it counts goes on. */
  void deaf() {
    server.close();
  }

  String address() {
    return address;
  }

  int port() {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  /** How many parts of the state it changes. */
  long parts() {
    LocalParts local = new LocalParts(service.streams());
    return Arrays.stream(Stores.values())
        .mapToLong(
            store ->
                IntStream.range(0, service.partitions())
                    .filter(part -> local.active(store, part).isPresent())
                    .count())
        .sum();
  }

  boolean has(Stores store, int part) {
    return new LocalParts(service.streams()).active(store, part).isPresent();
  }

  /** Whether it has a copy of each part that it does not change. */
  boolean copies() {
    LocalParts local = new LocalParts(service.streams());
    return Arrays.stream(Stores.values())
        .allMatch(
            store ->
                IntStream.range(0, service.partitions())
                    .allMatch(part -> has(store, part) || local.copy(store, part).isPresent()));
  }

  PipelineService service() {
    return service;
  }

  Instances instances() {
    return instances;
  }

  TestReads reads() {
    return reads;
  }

  DryRuns dryRuns() {
    return dryRuns;
  }

  @Override
  public void close() {
    service.close();
    server.close();
  }
}

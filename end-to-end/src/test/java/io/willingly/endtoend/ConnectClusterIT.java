package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.PipelineRun;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ConnectClusterIT {
  private DevBroker broker;
  private PipelineRun pipeline;
  private Path directory;

  @BeforeEach
  void start(@TempDir Path directory) {
    this.directory = directory;
    broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
    pipeline =
        PipelineRun.start(
            broker.bootstrapServers(),
            directory.resolve("state"),
            Definition.standard(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    pipeline.close();
    broker.close();
  }

  /** What a connector delivers is counted, whatever it is. */
  @Test
  void anotherWorkerGoesOnWhereOneWasKilled() {
    try (ConnectCluster first =
        ConnectCluster.fork(broker.bootstrapServers(), directory, Map.of())) {
      first.run("foreign", config("one"));
      Delivered.await(broker, Topics.DEAL_EVENTS, 1);
    }

    try (ConnectCluster second = ConnectCluster.start(broker.bootstrapServers(), Map.of())) {
      second.run("foreign", config("one\ntwo"));
      Delivered.await(broker, Topics.DEAL_EVENTS, 2);
    }
    assertThat(pipeline.drained().ledger()).isEqualTo(Map.of(Reason.UNDECODABLE, 2L));
  }

  private static Map<String, String> config(String payloads) {
    return Map.of(
        "connector.class",
        PayloadSource.class.getName(),
        "topic",
        Topics.DEAL_EVENTS.name(),
        "payloads",
        payloads);
  }
}

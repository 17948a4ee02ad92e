package io.willingly.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.event.DealEvent;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.runtime.PublishedTopic;
import io.willingly.streams.testing.Deliveries;
import io.willingly.streams.testing.PipelineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ReplaySourceIT {
  private static final int ROWS = 1500;

  /** Every so many rows one that is none. */
  private static final int BROKEN = 100;

  private static final String OPENED =
      """
      {"family":"deal","kind":"OPENED","occurredAt":"2026-03-10T09:30:00Z","dealId":"D-%1$d","customerId":"C-%1$d"}
      """;

  private static final WireFormat<DealEvent> DEALS =
      WireFormat.values(Topics.DEAL_EVENTS, Deliveries.IDS);

  private DevBroker broker;
  private PipelineRun pipeline;
  private Path directory;
  private Path folder;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    this.directory = directory;
    folder = Files.createDirectory(directory.resolve("exports"));
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

  @Test
  void everyRowIsThereOnceAlthoughItsWorkerWasKilled() throws IOException {
    Files.writeString(folder.resolve("history.ndjson"), rows(1, ROWS));
    int deals = ROWS - ROWS / BROKEN;
    try (ConnectCluster killed =
        ConnectCluster.fork(broker.bootstrapServers(), directory, Map.of())) {
      killed.run("history", config());
      Delivered.await(broker, Topics.DEAL_EVENTS, deals / 5);
    }
    assertThat(deals()).hasSizeLessThan(deals);

    try (ConnectCluster next =
        ConnectCluster.fork(broker.bootstrapServers(), directory, Map.of())) {
      Delivered.await(broker, Topics.DEAL_EVENTS, deals);
      Delivered.await(broker, Topics.MAPPING_REJECTS, ROWS / BROKEN);
      Files.writeString(
          folder.resolve("history.ndjson"), rows(ROWS + 1, ROWS + 9), StandardOpenOption.APPEND);
      Delivered.await(broker, Topics.DEAL_EVENTS, deals + 9);
      assertThat(next.rest().get("/connectors/history/offsets").body().at("/offsets/0/partition"))
          .hasToString("{\"file\":\"history.ndjson\"}");
    }

    assertThat(deals()).doesNotHaveDuplicates().hasSize(deals + 9);
    assertThat(Delivered.to(broker, Topics.MAPPING_REJECTS)).hasSize(ROWS / BROKEN);
    assertThat(pipeline.drained().ledger("history"::equals))
        .isEqualTo(Map.of(Reason.NONE, deals + 9L, Reason.MAPPING, Long.valueOf(ROWS / BROKEN)));
  }

  /** By the worker's own way to alter offsets. */
  @Test
  void aFileCanBeReadAnewAndIsACopy() throws IOException {
    Files.writeString(folder.resolve("history.ndjson"), rows(1, 9));
    ObjectNode anew = Rest.JSON.createObjectNode();
    anew.putArray("offsets")
        .addObject()
        .putNull("offset")
        .putObject("partition")
        .put("file", "history.ndjson");

    try (ConnectCluster connect = ConnectCluster.start(broker.bootstrapServers(), Map.of())) {
      connect.run("history", config());
      Delivered.await(broker, Topics.DEAL_EVENTS, 9);
      connect.stop("history");
      assertThat(
              connect
                  .rest()
                  .patch("/connectors/history/offsets", Map.of("offsets", List.of(wrong())))
                  .body()
                  .toString())
          .contains("PATH IN THE FOLDER");
      assertThat(connect.rest().patch("/connectors/history/offsets", anew).ok()).isTrue();
      connect.rest().put("/connectors/history/resume", Map.of());
      Delivered.await(broker, Topics.DEAL_EVENTS, 18);
    }

    assertThat(pipeline.drained().ledger("history"::equals))
        .isEqualTo(Map.of(Reason.NONE, 9L, Reason.IDENTICAL_COPY, 9L));
  }

  private static Map<String, Object> wrong() {
    return Map.of("partition", Map.of("path", "x"), "offset", Map.of("position", 1));
  }

  private Map<String, String> config() {
    Map<String, String> config = Examples.config("replay-source.json");
    config.put("folder", folder.toString());
    config.put("rows.per.second", "300");
    config.put("batch.rows", "20");
    return config;
  }

  private static String rows(int from, int to) {
    StringBuilder rows = new StringBuilder();
    for (int i = from; i <= to; i++) {
      rows.append(i % BROKEN == 0 ? "{\"family\":\n" : OPENED.formatted(i));
    }
    return rows.toString();
  }

  private List<String> deals() {
    List<String> deals = new ArrayList<>();
    Delivered.to(broker, Topics.DEAL_EVENTS)
        .forEach(
            record -> {
              DealEvent event = PublishedTopic.decoded(DEALS, record.value(), record);
              assertThat(new String(record.key(), UTF_8)).isEqualTo(event.getCustomerId());
              deals.add(event.getDealId());
            });
    return deals;
  }
}

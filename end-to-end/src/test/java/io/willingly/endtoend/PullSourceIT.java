package io.willingly.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.PipelineRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's API through Kafka Connect into the pipeline, with a worker that is killed. */
class PullSourceIT {
  private static final int PAGES = 40;
  private static final String PULL =
      """
      base: https://api.example.com
      auth: bearer
      rate: 20
      requests:
        deals:
          get: /deals
          query: {since: "{since}", page: "{page}"}
          items: /deals
          since: {at: /changed, overlap: 0s}
          next: {page: 0}
          until: .last
      """;
  private static final String MAPPING =
      """
      version: 1
      inputs:
        deals: {format: json}
      events:
        - name: won
          from: deals
          family: deal
          fields:
            eventId: "{id}:won"
            kind: WON
            occurredAt: {from: changed}
            dealId: "{id}"
            customerId: "C-{id}"
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Two deals a page; what is asked for since the last of them is nothing. */
  private HttpServer vendor() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/deals",
        exchange -> {
          try (exchange) {
            String query = exchange.getRequestURI().getQuery();
            asked.add(query);
            int page = Integer.parseInt(query.replaceFirst(".*page=", ""));
            String deals =
                query.startsWith("since=2026-03-01")
                    ? "{\"deals\":[],\"last\":true}"
                    : """
                      {"deals":[{"id":"%1$d-a","changed":"2026-03-01"},{"id":"%1$d-b","changed":"2026-03-01"}],"last":%2$s}"""
                        .formatted(page, page == PAGES - 1);
            byte[] body = deals.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    return server;
  }

  @Test
  void eachItemIsDeliveredOnceThoughTheWorkerIsKilled(@TempDir Path directory) throws IOException {
    HttpServer vendor = vendor();
    Path source = Files.createDirectories(directory.resolve("acme"));
    Files.writeString(source.resolve("pull.yaml"), PULL);
    Files.writeString(source.resolve("mapping.yaml"), MAPPING);
    Map<String, String> config =
        Map.of(
            "connector.class", "io.willingly.connectors.connect.PullSourceConnector",
            "mapping", source.toString(),
            "secret", "s3cret",
            "base", "http://127.0.0.1:" + vendor.getAddress().getPort(),
            "poll.interval.ms", "1000",
            "exactly.once.support", "required");
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun pipeline =
            PipelineRun.start(
                broker.bootstrapServers(),
                directory.resolve("state"),
                Definition.standard(ZoneOffset.UTC))) {
      try (ConnectCluster killed =
          ConnectCluster.fork(broker.bootstrapServers(), directory, Map.of())) {
        killed.run("acme", config);
        PipelineRun.await(() -> asked.size() >= PAGES / 4);
      }
      int before = asked.size();
      try (ConnectCluster next = ConnectCluster.start(broker.bootstrapServers(), Map.of())) {
        Delivered.await(broker, Topics.DEAL_EVENTS, 2 * PAGES);
        PipelineRun.await(() -> asked.get(asked.size() - 1).startsWith("since=2026-03-01"));

        assertThat(pipeline.drained().ledger("acme"::equals))
            .isEqualTo(Map.of(Reason.NONE, 2L * PAGES));
        assertThat(Delivered.to(broker, Topics.DEAL_EVENTS)).hasSize(2 * PAGES);
        assertThat(asked.get(before)).as("not from the first page").doesNotEndWith("page=0");

        next.stop("acme");
        JsonNode offsets = next.rest().get("/connectors/acme/offsets").body();
        assertThat(offsets.at("/offsets/0/partition/request").asText()).isEqualTo("deals");
        assertThat(offsets.at("/offsets/0/offset/state").asText())
            .isEqualTo("{\"asked\":null,\"since\":\"2026-03-01T00:00:00Z\"}");
        assertThat(next.rest().patch("/connectors/acme/offsets", offset("calls")).ok()).isFalse();
        assertThat(next.rest().patch("/connectors/acme/offsets", offset("deals")).ok()).isTrue();
        asked.clear();
        next.rest().put("/connectors/acme/resume", new HashMap<>());
        PipelineRun.await(() -> !asked.isEmpty());
        assertThat(asked.get(0)).startsWith("since=2026-02-01T00:00:00Z");
      }
    } finally {
      vendor.stop(0);
    }
  }

  private static Map<String, Object> offset(String request) {
    return Map.of(
        "offsets",
        List.of(
            Map.of(
                "partition", Map.of("request", request),
                "offset", Map.of("state", "{\"since\":\"2026-02-01T00:00:00Z\"}"))));
  }
}

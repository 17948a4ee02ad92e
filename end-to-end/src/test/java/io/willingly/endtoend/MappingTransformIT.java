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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingTransformIT {
  private static final String WON =
      """
      {"family":"deal","kind":"WON","occurredAt":"2026-03-10T09:30:00Z","dealId":"%1$s","customerId":"%1$s"}
      """;

  @Test
  void sourcesOfOthersAreMappedWhateverTheyDeliver(@TempDir Path directory) {
    try (DevBroker broker = DevBroker.start(directory.resolve("broker"), DevBroker.ANY_PORT);
        PipelineRun pipeline =
            PipelineRun.start(
                broker.bootstrapServers(),
                directory.resolve("state"),
                Definition.standard(ZoneOffset.UTC));
        ConnectCluster connect = ConnectCluster.start(broker.bootstrapServers(), Map.of())) {
      for (PayloadForm form : PayloadForm.values()) {
        connect.run(form.name(), config(form, WON.formatted(form.name())));
      }
      connect.run("broken", config(PayloadForm.TEXT, "{\n" + WON.formatted("after")));

      Delivered.await(broker, Topics.DEAL_EVENTS, PayloadForm.values().length + 1);
      Delivered.await(broker, Topics.MAPPING_REJECTS, 1);
      assertThat(pipeline.drained().ledger("crm"::equals))
          .isEqualTo(Map.of(Reason.NONE, PayloadForm.values().length + 1L, Reason.MAPPING, 1L));
    }
  }

  private static Map<String, String> config(PayloadForm form, String payloads) {
    Map<String, String> config = Examples.config("mapping-transform.json");
    config.put("connector.class", PayloadSource.class.getName());
    config.put("topic", "theirs");
    config.put("form", form.name());
    config.put("payloads", payloads);
    return config;
  }
}

package io.willingly.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.willingly.flink.JobConfig.Registry;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class JobConfigTest {
  private static final JobConfig CONFIG =
      new JobConfig(
          Map.of("bootstrap.servers", "broker:9092", "ssl.key.password", "hidden"),
          "willingly-flink",
          "company",
          Definition.standard(ZoneId.of("Europe/Berlin")),
          Closing.STANDARD,
          new Registry("http://registry:8080", "Basic c2VjcmV0", ""),
          4,
          Map.of("deal-events", "id"),
          Duration.ofMinutes(15));

  @Test
  void aWorkerGetsWhatTheJobWasBuiltWith() throws Exception {
    byte[] sent = InstantiationUtil.serializeObject(CONFIG);

    Object received = InstantiationUtil.deserializeObject(sent, getClass().getClassLoader());

    assertThat(received).isEqualTo(CONFIG);
  }

  @Test
  void logsTellNoSecret() {
    String logged = CONFIG + " " + CONFIG.registry();

    assertThat(logged).isEqualTo("willingly-flink on broker:9092 http://registry:8080");
  }
}

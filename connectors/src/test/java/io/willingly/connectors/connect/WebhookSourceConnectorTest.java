package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings before anything listens. */
class WebhookSourceConnectorTest {
  private final WebhookSourceConnector connector = new WebhookSourceConnector();

  private static Map<String, String> settings(Map<String, String> others) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "mapping", "standard-webhooks",
                "webhook.port", "8085",
                "webhook.secrets", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    settings.putAll(others);
    return settings;
  }

  /** The messages, each after the setting it is told at. */
  private List<String> errors(Map<String, String> others) {
    return connector.validate(settings(others)).configValues().stream()
        .flatMap(
            (ConfigValue value) ->
                value.errorMessages().stream().map(message -> value.name() + " | " + message))
        .toList();
  }

  @Test
  void acceptsSettingsThatGoTogether() {
    assertThat(errors(Map.of())).isEmpty();
    assertThat(errors(Map.of("webhook.public.url", "https://hooks.example.com/in"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "webhook.port; 70000; webhook.port; Value must be no more than 65535",
        "webhook.path; hooks; webhook.path; use a path such as /in/hubspot",
        "webhook.public.url; hooks.example.com; webhook.public.url; use the whole address",
        "webhook.public.url; https://x.example.com/?a=1; webhook.public.url; without query",
        "webhook.secrets; not base64!; webhook.secrets; secret 1 is not base64",
        "webhook.secrets; ''; webhook.secrets; no secret is given",
        "mapping; generic-ndjson; mapping; generic-ndjson has no webhook.yaml",
        "zone; Mars; zone; no time zone"
      })
  void saysAtTheSettingWhatIsWrong(String name, String value, String at, String message) {
    assertThat(errors(Map.of(name, value)))
        .singleElement()
        .asString()
        .startsWith(at + " | ")
        .contains(message)
        .doesNotContain("not base64!", "whsec_Mf");
  }

  @Test
  void needsThePublicUrlWhereItIsSigned(@TempDir Path source) throws IOException {
    Files.writeString(
        source.resolve("webhook.yaml"),
        "signature: {header: X, algorithm: HmacSHA256, encoding: hex, signed: '{url}{body}'}\n");
    Files.writeString(
        source.resolve("mapping.yaml"),
        """
        version: 1
        inputs:
          orders: {format: json, columns: [id]}
        events:
          - {name: won, from: orders, family: deal, fields: {eventId: "{id}", kind: WON, occurredAt: "2026-03-01", dealId: "{id}", customerId: "{id}"}}
        """);

    assertThat(errors(Map.of("mapping", source.toString())))
        .singleElement()
        .asString()
        .startsWith("webhook.public.url | ")
        .contains("this source signs the address it posts to");
  }

  @Test
  void hasOneTaskAndNoOffsetsAndPromisesNoMoreThanItKeeps() {
    Map<String, String> settings = settings(Map.of());
    connector.start(settings);

    assertThat(connector.taskConfigs(5)).containsExactly(settings);
    assertThat(connector.exactlyOnceSupport(settings)).isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
    Map<String, ?> partition = Map.of("source", "standard-webhooks");
    assertThat(connector.alterOffsets(settings, Collections.singletonMap(partition, null)))
        .isTrue();
    assertThatThrownBy(() -> connector.alterOffsets(settings, Map.of(partition, Map.of("post", 7))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("a webhook has no offsets to set");
    assertThat(connector.version()).isEqualTo(PluginVersion.VALUE);
  }
}

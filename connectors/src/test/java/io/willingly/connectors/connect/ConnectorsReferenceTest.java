package io.willingly.connectors.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;

/** All plug-ins that the manifests name, and the page about them. */
class ConnectorsReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "connectors.md");

  private static final List<Class<?>> KINDS =
      List.of(SourceConnector.class, SinkConnector.class, Transformation.class, Converter.class);

  private record Plugin(Class<?> kind, Object instance) {
    ConfigDef config() {
      return instance instanceof Converter converter
          ? converter.config()
          : ((ConnectPlugin) instance).config();
    }
  }

  private static List<Plugin> plugins() {
    return KINDS.stream()
        .flatMap(
            kind ->
                ServiceLoader.load(kind).stream()
                    .filter(provider -> provider.type().getName().startsWith("io.willingly."))
                    .map(provider -> new Plugin(kind, provider.get()))
                    .sorted(Comparator.comparing(plugin -> plugin.instance().getClass().getName())))
        .toList();
  }

  @Test
  void isWhatTheReferenceSays() throws IOException {
    String page = markdown();

    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/reference/connectors.md; rewrite it with -Dgolden.update=true")
        .isEqualTo(page);
  }

  @Test
  void everySettingIsInAGroupAndSaysWhatItMeans() {
    assertThat(plugins()).hasSizeGreaterThan(2);
    assertThat(plugins().stream().flatMap(plugin -> keys(plugin.config())))
        .allSatisfy(
            key -> {
              assertThat(key.group).as(key.name).isNotNull();
              assertThat(key.documentation).as(key.name).endsWith(".");
              assertThat(key.displayName).as(key.name).isNotEqualTo(key.name);
            });
  }

  private static Stream<ConfigKey> keys(ConfigDef config) {
    return config.configKeys().values().stream();
  }

  private static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings of the plug-ins for Kafka Connect

            <!-- Generated from the plug-ins; `mvn verify -Dgolden.update` rewrites it. -->

            How to install and run them is said in [Kafka Connect](../connect.md). The worker has settings of its own for each
            connector, such as `tasks.max`, `transforms` and `errors.*`: see Kafka's documentation.
            """);
    for (Plugin plugin : plugins()) {
      page.append(
          """

          ## %s

          %s `%s`

          | key | default | allowed | importance | meaning |
          | --- | --- | --- | --- | --- |
          """
              .formatted(
                  plugin.instance().getClass().getSimpleName(),
                  plugin.kind().getSimpleName(),
                  plugin.instance().getClass().getName()));
      keys(plugin.config())
          .forEach(
              key ->
                  page.append(
                      "| `%s` | %s | %s | %s | %s |\n"
                          .formatted(
                              key.name,
                              standard(key),
                              allowed(key),
                              key.importance.toString().toLowerCase(Locale.ROOT),
                              key.documentation)));
    }
    return page.toString();
  }

  private static String standard(ConfigKey key) {
    if (!key.hasDefault()) {
      return "(required)";
    }
    String text =
        key.defaultValue instanceof Password secret
            ? secret.value()
            : String.valueOf(key.defaultValue);
    return text.isEmpty() ? "(empty)" : "`" + text + "`";
  }

  private static String allowed(ConfigKey key) {
    if (key.validator instanceof ConfigDef.Range) {
      return key.validator
          .toString()
          .replaceAll("[\\[\\]]", "")
          .replace(",...,", " to ")
          .replace(",...", " or more");
    }
    if (key.validator instanceof ConfigDef.LambdaValidator) {
      return key.validator.toString();
    }
    return switch (key.type) {
      case BOOLEAN -> "true or false";
      case PASSWORD -> "secret";
      case INT, LONG -> "whole number";
      case LIST -> "list";
      default -> "text";
    };
  }
}

package io.willingly.connectors.connect;

import io.willingly.schemas.wire.EmbeddedSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds;
import io.willingly.schemas.wire.HttpSchemaIds.Registration;
import io.willingly.schemas.wire.SchemaIds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Where schema ids come from: the same place as those of the pipeline (ADR 0004). */
final class RegistryConfig extends AbstractConfig {
  static final String URL = "schema.registry.url";
  static final String AUTHORIZATION = "schema.registry.authorization";
  static final String DIRECTORY = "schema.directory";

  private static final String GROUP = "Schemas";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  static final ConfigDef DEFINITION = define(new ConfigDef());

  RegistryConfig(Map<String, ?> settings) {
    super(DEFINITION, settings, false);
  }

  /** Adds the settings to those of a connector. */
  static ConfigDef define(ConfigDef settings) {
    return settings
        .define(
            URL,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.Importance.HIGH,
            "Schema registry with Confluent's API, such as http://registry:8080/apis/ccompat/v7:"
                + " pipeline.schema-registry-url of the pipeline. Empty: the schemas shipped.",
            GROUP,
            1,
            ConfigDef.Width.LONG,
            "Registry")
        .define(
            AUTHORIZATION,
            ConfigDef.Type.PASSWORD,
            "",
            ConfigDef.Importance.MEDIUM,
            "Value of the Authorization header for the registry, such as Basic dXNlcjpwYXNz.",
            GROUP,
            2,
            ConfigDef.Width.LONG,
            "Authorization")
        .define(
            DIRECTORY,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.Importance.LOW,
            "Without a registry: the folder schemas in the pipeline's data directory, for records"
                + " that another version of Willingly wrote. Empty: none.",
            GROUP,
            3,
            ConfigDef.Width.LONG,
            "Directory");
  }

  SchemaIds ids() {
    return ids(this);
  }

  /** The ids that settings with these among them name. */
  static SchemaIds ids(AbstractConfig settings) {
    String url = settings.getString(URL);
    if (!url.isEmpty()) {
      String authorization = settings.getPassword(AUTHORIZATION).value();
      return new HttpSchemaIds(
          URI.create(url),
          authorization.isEmpty() ? null : authorization,
          Registration.BEFOREHAND,
          TIMEOUT);
    }
    String directory = settings.getString(DIRECTORY);
    return directory.isEmpty()
        ? EmbeddedSchemaIds.inMemory()
        : EmbeddedSchemaIds.in(Path.of(directory));
  }
}

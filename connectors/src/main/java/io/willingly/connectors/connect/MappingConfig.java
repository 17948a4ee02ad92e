package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.mapping.MappingLoader;
import io.willingly.connectors.records.RowRecords;
import io.willingly.schemas.wire.SchemaRegistryException;
import io.willingly.schemas.wire.TopicValues;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;

/** Which mapping a plug-in applies, and how its events are written. */
final class MappingConfig {
  static final String MAPPING = "mapping";
  static final String SOURCE = "source";
  static final String ZONE = "zone";

  private static final String GROUP = "Mapping";

  private MappingConfig() {}

  /** Adds the settings, those of the registry among them, to those of a plug-in. */
  static ConfigDef define(ConfigDef settings) {
    settings
        .define(
            MAPPING,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            ConfigDef.LambdaValidator.with(
                (name, value) -> check(name, (String) value),
                () -> "folder of a mapping, or name of a shipped one"),
            Importance.HIGH,
            "What makes events of rows and payloads: the folder of a mapping on each worker, or the name"
                + " of a shipped one.",
            GROUP,
            1,
            ConfigDef.Width.LONG,
            "Mapping",
            new ShippedMappings())
        .define(
            SOURCE,
            ConfigDef.Type.STRING,
            "",
            Importance.HIGH,
            "The source instance written into the events, such as hubspot-eu. It is part of each"
                + " event's identity: never change it. Empty: the mapping's name.",
            GROUP,
            2,
            ConfigDef.Width.MEDIUM,
            "Source")
        .define(
            ZONE,
            ConfigDef.Type.STRING,
            "UTC",
            ConfigDef.LambdaValidator.with(
                (name, value) -> zone(name, (String) value), () -> "time zone"),
            Importance.HIGH,
            "The organisation's time zone, for times without one: definition.zone of the"
                + " pipeline.",
            GROUP,
            3,
            ConfigDef.Width.MEDIUM,
            "Time zone");
    return RegistryConfig.define(settings);
  }

  /**
   * Also checks what only shows when settings are looked at together. (Not in a superclass of our
   * connectors: a worker that scans for plug-ins would no longer find them.)
   *
   * @param config as each setting by itself was found
   * @param conflicts what is wrong, by the setting to change; asked when each is right by itself
   */
  static Config checked(Config config, Supplier<Map<String, String>> conflicts) {
    if (config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      Map<String, String> found = conflicts.get();
      for (ConfigValue value : config.configValues()) {
        if (found.containsKey(value.name())) {
          value.addErrorMessage(found.get(value.name()));
        }
      }
    }
    return config;
  }

  /** The mapping that is set. */
  static Mapping mapping(AbstractConfig settings) {
    ZoneId zone = ZoneId.of(settings.getString(ZONE));
    return new MappingLoader(zone).load(settings.getString(MAPPING));
  }

  /**
   * The mapping that is set, for payloads.
   *
   * @throws ConfigException when it needs files that only make sense together
   */
  static Mapping payloads(AbstractConfig settings) {
    Mapping mapping = mapping(settings);
    try {
      mapping.requirePayloads();
    } catch (InputException e) {
      throw new ConfigException(MAPPING, mapping.name(), e.getMessage());
    }
    return mapping;
  }

  /** The source instance that is set. */
  static String source(AbstractConfig settings, Mapping mapping) {
    String source = settings.getString(SOURCE);
    return source.isEmpty() ? mapping.name() : source;
  }

  /** Makes records of what the mapping makes of rows. */
  static RowRecords records(AbstractConfig settings, Mapping mapping) {
    return new RowRecords(new TopicValues(RegistryConfig.ids(settings)), mapping);
  }

  /** As a worker is told that there is no id to be had for a schema. */
  static ConnectException failed(SchemaRegistryException e) {
    return e.retriable()
        ? new RetriableException(e.getMessage(), e)
        : new ConnectException(e.getMessage(), e);
  }

  private static void check(String name, String mapping) {
    try {
      new MappingLoader(ZoneOffset.UTC).load(mapping);
    } catch (MappingException | InputException e) {
      throw new ConfigException(name, mapping, String.valueOf(e.getMessage()));
    }
  }

  private static void zone(String name, String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ConfigException(name, zone, "no time zone; use one such as Europe/Berlin");
    }
  }

  /** Shown to who fills in the settings; a folder of one's own is as good. */
  private static final class ShippedMappings implements ConfigDef.Recommender {
    @Override
    public List<Object> validValues(String name, Map<String, Object> settings) {
      return List.copyOf(MappingLoader.shipped());
    }

    @Override
    public boolean visible(String name, Map<String, Object> settings) {
      return true;
    }
  }
}

package io.willingly.streams.config;

import io.willingly.connectors.mapping.Names;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.definition.Definition.ClockStart;
import io.willingly.metrics.period.Closing;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The one declaration of all settings: key, type, default, check and documentation. */
public final class SettingsDeclaration {
  /** Keys under it go to every Kafka client as they are: security, timeouts. */
  static final String CLIENT_PREFIX = "kafka.client.";

  static final ConfigDef CONFIG = declare();

  private SettingsDeclaration() {}

  private static ConfigDef declare() {
    ConfigDef config = new ConfigDef();
    text(
        config,
        "data.dir",
        "~/.willingly/data",
        "Data directory: state, the embedded broker, logs. A file willingly.yaml in it is read when"
            + " no --config is given.");
    text(config, "organisation.id", "company", "Id of the organisation scope.");
    config.define(
        "kafka.bootstrap-servers",
        ConfigDef.Type.STRING,
        "",
        Importance.HIGH,
        "host:port of a Kafka cluster, comma separated. Empty: the embedded broker.");
    number(config, "kafka.partitions", 4, 1, 1024, "Partitions of topics we create.");
    number(config, "kafka.replication-factor", 1, 1, 32, "Replicas of topics we create.");
    text(
        config,
        "pipeline.application-id",
        "willingly",
        "Consumer group of the pipeline and prefix of its internal topics.");
    config.define(
        "pipeline.group-protocol",
        ConfigDef.Type.STRING,
        "classic",
        ConfigDef.CaseInsensitiveValidString.in("classic", "streams"),
        Importance.LOW,
        "How instances share the work: classic, or streams (KIP-1071), where the broker assigns. Of"
            + " one application all have the same; to change it stop them all.");
    config.define(
        "pipeline.instance-id",
        ConfigDef.Type.STRING,
        "",
        Importance.MEDIUM,
        "Names this process in a classic group, so that it takes its place back after a crash; each"
            + " process of a cluster needs its own, and of two with one name the older is stopped."
            + " Empty: a name drawn once for each data directory and kept in its file instance-id,"
            + " which a copy of the directory must not have.");
    number(config, "pipeline.threads", 2, 1, 64, "Stream threads of this process.");
    number(
        config,
        "pipeline.commit-interval-ms",
        200,
        10,
        5000,
        "How often results are committed and become visible, in milliseconds.");
    number(
        config,
        "pipeline.checkpoint-interval-ms",
        1000,
        100,
        600_000,
        "The same of `run --engine flink`: results become visible with each checkpoint.");
    number(
        config,
        "pipeline.standby-replicas",
        0,
        0,
        3,
        "Warm copies of the state on other instances; 1 is wise with more than one instance.");
    config.define(
        "pipeline.schema-registry-url",
        ConfigDef.Type.STRING,
        "",
        Importance.MEDIUM,
        "Schema registry with Confluent's API. Empty: the registry inside the process. On a named"
            + " cluster schemas are registered by `willingly topics create` and by nothing else.");
    config.define(
        "pipeline.schema-registry-authorization",
        ConfigDef.Type.PASSWORD,
        "",
        Importance.MEDIUM,
        "Value of the Authorization header for the registry, such as Basic dXNlcjpwYXNz; a secret:"
            + " better in the environment than in a flag, which other users of the machine see.");
    number(
        config,
        "periods.close-after-days",
        Closing.STANDARD.days(),
        0,
        366,
        "A month, quarter or year closes this many days after its end; what arrives later is"
            + " published as a restatement of it. Applies to what is counted from then on; `run"
            + " --rebuild` publishes all anew.");
    defineDefinition(config);
    AlarmSettings.define(config);
    HttpSettings.define(config);
    InternalSettings.define(config);
    return config;
  }

  private static void defineDefinition(ConfigDef config) {
    Definition standard = Definition.standard(ZoneOffset.UTC);
    number(
        config,
        "definition.version",
        standard.version(),
        1,
        Integer.MAX_VALUE,
        "Number of the rule set, shown next to each number; a change below needs a higher one.");
    config.define(
        "definition.zone",
        ConfigDef.Type.STRING,
        "UTC",
        (name, value) -> checkZone(name, (String) value),
        Importance.HIGH,
        "The organisation's time zone, such as Europe/Berlin; days are dates in it.");
    days(config, "remorse-days", standard.remorseDays(), "Window of buyer's remorse.");
    number(
        config,
        "definition.min-reversed-share",
        standard.minReversedShare(),
        1,
        100,
        "Percent of the amount whose reversal counts as taking the deal back.");
    box(config, "regret-box", standard.regretBox(), 5, "Regret counts from this answer of 5.");
    box(config, "happy-box", standard.happyBox(), 5, "Happy from this answer of 5.");
    box(config, "unhappy-box", standard.unhappyBox(), 4, "Unhappy up to this answer of 5.");
    box(config, "pressured-box", standard.pressuredBox(), 5, "Felt pressured from this answer.");
    box(config, "effort-box", standard.effortBox(), 7, "Easy from this answer of 7.");
    days(
        config,
        "answer-window-days",
        standard.answerWindowDays(),
        "Answers decide up to this day after signing.");
    days(
        config,
        "loyalty-window-days",
        standard.loyaltyWindowDays(),
        "Referral, active renewal, expansion and next deal colour the verdict up to this day.");
    days(
        config,
        "comeback-days",
        standard.comebackDays(),
        "A lost customer who buys or refers within these days won.");
    number(
        config,
        "definition.minimum-count",
        standard.minimumCount(),
        1,
        10_000,
        "A rate of fewer answers, deals or calls than these is not told: too few.");
    config.define(
        "definition.clock-starts",
        ConfigDef.Type.LIST,
        List.of(),
        (name, value) -> checkClockStarts(name, (List<?>) value),
        Importance.LOW,
        "What starts the remorse clock, by product line: a list of LINE:SIGNING,"
            + " LINE:FIRST_PAYMENT or LINE:ACTIVATION; signing where not named.");
  }

  private static void text(ConfigDef config, String key, String value, String doc) {
    config.define(key, ConfigDef.Type.STRING, value, new NonEmptyString(), Importance.HIGH, doc);
  }

  private static void number(
      ConfigDef config, String key, int value, int min, int max, String doc) {
    config.define(key, ConfigDef.Type.INT, value, Range.between(min, max), Importance.MEDIUM, doc);
  }

  private static void days(ConfigDef config, String key, int value, String doc) {
    number(config, "definition." + key, value, 0, 3650, doc + " In days.");
  }

  private static void box(ConfigDef config, String key, int value, int max, String doc) {
    number(config, "definition." + key, value, 1, max, doc);
  }

  private static void checkZone(String name, String value) {
    try {
      ZoneId.of(value);
    } catch (DateTimeException e) {
      throw new ConfigException(
          name, value, "not a time zone" + Names.near(value, ZoneId.getAvailableZoneIds()));
    }
  }

  private static void checkClockStarts(String name, List<?> entries) {
    List<String> starts = Arrays.stream(ClockStart.values()).map(Enum::name).toList();
    for (Object entry : entries) {
      String text = (String) entry;
      int colon = text.lastIndexOf(':');
      if (colon < 1 || !starts.contains(text.substring(colon + 1).toUpperCase(Locale.ROOT))) {
        throw new ConfigException(name, text, "expected LINE:START with START one of " + starts);
      }
    }
  }

  /** The environment variable of a key. */
  static String environmentName(String key) {
    return SettingsReader.PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** docs/reference/config.md. */
  public static String markdown() {
    StringBuilder page =
        new StringBuilder(
            """
            # Settings

            <!-- Generated from SettingsDeclaration; `mvn verify -Dgolden.update` rewrites it. -->

            Later wins: default < file < environment < flags. The file is the one named by `--config`,
            else by `WILLINGLY_CONFIG`, else `willingly.yaml` in the data directory; dots are levels:

            ```yaml
            definition:
              zone: Europe/Berlin
              remorse-days: 30
            ```

            Flags: `--set KEY=VALUE` for each key; `--data DIR` is `data.dir`, `--bootstrap SERVERS` is
            `kafka.bootstrap-servers`. An unknown key or variable is an error (exit code 2). Keys under
            `kafka.client.` go to every Kafka client as they are (`kafka.client.security.protocol`); in
            the environment they are out of reach: use the file.

            `definition.*` names a rule set, and the topic `definitions` says which one is in force. The
            first start takes that of the settings. Later, settings that name none, or one that was
            replaced, follow the one in force; a new one is refused until it was tried and switched to
            (`willingly definitions`), or everything is counted again (`run --rebuild`).

            | key | environment | default | allowed | meaning |
            | --- | --- | --- | --- | --- |
            """);
    for (ConfigKey key : CONFIG.configKeys().values()) {
      page.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  key.name,
                  environmentName(key.name),
                  shown(key.defaultValue),
                  allowed(key),
                  key.documentation));
    }
    return page.toString();
  }

  private static String shown(@Nullable Object given) {
    Object value = given instanceof Password secret ? secret.value() : given;
    String text = value instanceof List<?> list && list.isEmpty() ? "" : String.valueOf(value);
    return text.isEmpty() ? "(empty)" : "`" + text + "`";
  }

  private static String allowed(ConfigKey key) {
    if (key.validator instanceof Range) {
      return key.validator.toString().replaceAll("[\\[\\]]", "").replace(",...,", " to ");
    }
    if (key.validator instanceof ConfigDef.CaseInsensitiveValidString) {
      return key.name.endsWith("group-protocol") ? "classic or streams" : "text";
    }
    return switch (key.type) {
      case LIST -> "list";
      case BOOLEAN -> "true or false";
      default -> key.name.endsWith("zone") ? "time zone" : "text";
    };
  }
}

package io.willingly.connectors.connect;

import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.pull.Pull;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.pull.PullOptions;
import io.willingly.connectors.pull.PullSpec;
import io.willingly.connectors.pull.Secret;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Settings of {@link PullSourceConnector}. */
final class PullConfig extends AbstractConfig {
  static final String SECRET = "secret";
  static final String SINCE = "since";
  static final String BASE = "base";
  static final String INTERVAL = "poll.interval.ms";

  /** What the parameters of the pull.yaml begin with. */
  static final String PARAMETER = "parameter.";

  private static final String VENDOR = "Vendor";
  private static final String PACE = "Pace";

  static final ConfigDef DEFINITION = definition();

  PullConfig(Map<String, String> settings) {
    super(DEFINITION, settings);
  }

  private static ConfigDef definition() {
    return MappingConfig.define(new ConfigDef())
        .define(
            SECRET,
            ConfigDef.Type.PASSWORD,
            "",
            Importance.HIGH,
            "The vendor's token, of the form that 'auth' of the pull.yaml names. Give it through a"
                + " config provider. The reference in the pull.yaml is for the command line only.",
            VENDOR,
            1,
            Width.LONG,
            "Secret")
        .define(
            SINCE,
            ConfigDef.Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                (name, value) -> time(name, (String) value, ZoneOffset.UTC), () -> "day or time"),
            Importance.MEDIUM,
            "Read what changed from then on, such as 2026-01-01, a day in the time zone, or"
                + " 2026-01-01T09:00:00Z. Another value than before begins anew. Empty: all there"
                + " is.",
            VENDOR,
            2,
            Width.MEDIUM,
            "Since")
        .define(
            BASE,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "Asked instead of the pull.yaml's base: a proxy by https, or a stand-in on the worker's"
                + " machine by http. Empty: the pull.yaml's.",
            VENDOR,
            3,
            Width.LONG,
            "Base")
        .define(
            INTERVAL,
            ConfigDef.Type.LONG,
            300_000L,
            Range.between(1_000, 86_400_000),
            Importance.MEDIUM,
            "How long after the end of a reading the next begins; in milliseconds.",
            PACE,
            1,
            Width.SHORT,
            "Interval");
  }

  /** Why the settings do not go together, by setting. */
  Map<String, String> conflicts() {
    String setting = MappingConfig.MAPPING;
    try {
      MappingConfig.payloads(this);
      PullSpec spec = spec();
      if (spec.wantsSecret() && getPassword(SECRET).value().isBlank()) {
        setting = SECRET;
      }
      new Pull(spec, options(), key -> null, Clock.systemUTC(), time -> {});
      return Map.of();
    } catch (ConfigException | PullException e) {
      return Map.of(setting, String.valueOf(e.getMessage()));
    }
  }

  /** The pull.yaml beside the mapping. */
  PullSpec spec() {
    String mapping = getString(MappingConfig.MAPPING);
    try {
      return PullSpec.load(mapping)
          .filter(PullSpec::hasRequests)
          .orElseThrow(
              () ->
                  new ConfigException(
                      MappingConfig.MAPPING, mapping, "it has no pull.yaml with 'requests'"));
    } catch (MappingException e) {
      throw new ConfigException(MappingConfig.MAPPING, mapping, e.getMessage());
    }
  }

  PullOptions options() {
    String base = getString(BASE);
    return new PullOptions(
        secret(SECRET, getPassword(SECRET)),
        parameters(this),
        base.isEmpty() ? null : base,
        time(SINCE, getString(SINCE), ZoneId.of(getString(MappingConfig.ZONE))));
  }

  /** The secret in a setting; null when it is empty. */
  static @Nullable Secret secret(String setting, Password given) {
    return given.value().isBlank()
        ? null
        : new Secret("of the setting '" + setting + "'", given.value().strip());
  }

  /** Parameters of a pull.yaml. */
  static Map<String, String> parameters(AbstractConfig settings) {
    Map<String, String> parameters = new HashMap<>();
    settings
        .originalsWithPrefix(PARAMETER)
        .forEach((name, value) -> parameters.put(name, "" + value));
    return parameters;
  }

  private static @Nullable Instant time(String name, String text, ZoneId zone) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new ConfigException(
          name, text, "no time; use one such as 2026-01-01 or 2026-01-01T09:00:00Z");
    }
  }

  Duration interval() {
    return Duration.ofMillis(getLong(INTERVAL));
  }
}

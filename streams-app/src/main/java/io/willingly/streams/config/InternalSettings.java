package io.willingly.streams.config;

import io.willingly.streams.config.Settings.Internal;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the listener for other instances and for machines that watch. */
final class InternalSettings {
  private static final int SHORTEST_SECRET = 16;
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("[^\\s:/]+:\\d{1,5}|\\[.+]:\\d{1,5}");

  private InternalSettings() {}

  static void define(ConfigDef config) {
    config.define(
        "internal.port",
        ConfigDef.Type.INT,
        0,
        Range.between(0, 65_535),
        Importance.MEDIUM,
        "Port at which `run` answers the other instances of its pipeline, and whoever watches it"
            + " (/livez, /readyz, /metrics). With several instances each needs one, and internal.secret:"
            + " else questions are refused. 0: none.");
    config.define(
        "internal.host",
        ConfigDef.Type.STRING,
        "127.0.0.1",
        new NonEmptyString(),
        Importance.MEDIUM,
        "Address that listener has; 0.0.0.0 for all of the machine. Another than a loopback one"
            + " needs internal.secret, and a network that only the instances are in: what they"
            + " tell each other is not encrypted.");
    config.define(
        "internal.advertised",
        ConfigDef.Type.STRING,
        "",
        (name, value) -> checkAdvertised(name, (String) value),
        Importance.MEDIUM,
        "host:port at which the other instances reach it. Empty: internal.host, or the name of"
            + " this machine where that is 0.0.0.0, and internal.port.");
    config.define(
        "internal.secret",
        ConfigDef.Type.PASSWORD,
        "",
        Importance.MEDIUM,
        "What instances show each other, the same for all of a pipeline, at least 16 characters; a"
            + " secret. Empty: they tell each other nothing.");
  }

  private static void checkAdvertised(String name, String value) {
    if (!value.isEmpty() && !HOST_AND_PORT.matcher(value).matches()) {
      throw new ConfigException(name, value, "expected host:port");
    }
  }

  static Internal of(ParsedValues of) {
    Internal internal =
        new Internal(
            of.text("internal.host"),
            of.number("internal.port"),
            of.text("internal.advertised"),
            of.secret("internal.secret"));
    int length = internal.secret().value().length();
    if (length > 0 && length < SHORTEST_SECRET) {
      throw new BadInput("internal.secret is too short: expected are at least 16 characters");
    }
    return internal;
  }
}

package io.willingly.streams.config;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The settings of early warnings and of where they are sent. */
final class AlarmSettings {
  private static final String SECRET_PREFIX = "whsec_";

  /** What Standard Webhooks allows, in bytes. */
  private static final int SHORTEST_SECRET = 24;

  private static final int LONGEST_SECRET = 64;

  private AlarmSettings() {}

  static void define(ConfigDef config) {
    config.define(
        "alarms.false-alarms-per-quarter",
        ConfigDef.Type.DOUBLE,
        1.0,
        Range.between(0.01, 100),
        Importance.MEDIUM,
        "How many early warnings a quarter may be false, on the whole floor and of all kinds"
            + " together; their limits are simulated to it. Fewer false ones are found later.");
    config.define(
        "alarms.watch-seconds",
        ConfigDef.Type.INT,
        60,
        Range.between(1, 3600),
        Importance.LOW,
        "From one look for early warnings to the next.");
    secret(
        config,
        "delivery.webhook-url",
        "Where early warnings and new entries of the save list are sent as signed webhooks"
            + " (Standard Webhooks).",
        AlarmSettings::checkUrl);
    secret(
        config,
        "delivery.webhook-secret",
        "Key of their signature: whsec_ and 24 to 64 bytes in base64.",
        AlarmSettings::checkSecret);
    secret(
        config,
        "delivery.slack-url",
        "Incoming webhook of a Slack channel; they are sent there as text.",
        AlarmSettings::checkUrl);
    secret(
        config,
        "delivery.teams-url",
        "Webhook of a Teams workflow that posts to a channel; they are sent there as text.",
        AlarmSettings::checkUrl);
  }

  private interface Check {
    void check(String key, String value);
  }

  private static void secret(ConfigDef config, String key, String doc, Check check) {
    config.define(
        key,
        ConfigDef.Type.PASSWORD,
        "",
        (name, value) -> {
          String text = ((Password) value).value();
          if (!text.isEmpty()) {
            check.check(name, text);
          }
        },
        Importance.LOW,
        doc + " A secret. Empty: none.");
  }

  /** Never shows what was given. */
  private static void checkUrl(String key, String value) {
    try {
      URI url = URI.create(value);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (List.of("http", "https").contains(scheme) && url.getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key + " is no address: expected is https://...");
    }
    throw new ConfigException(key + " is no address: expected is https://...");
  }

  private static void checkSecret(String key, String value) {
    int bytes = 0;
    if (value.startsWith(SECRET_PREFIX)) {
      try {
        bytes = Base64.getDecoder().decode(value.substring(SECRET_PREFIX.length())).length;
      } catch (IllegalArgumentException e) {
        bytes = 0;
      }
    }
    if (bytes < SHORTEST_SECRET || bytes > LONGEST_SECRET) {
      throw new ConfigException(
          key
              + " is no secret: expected is "
              + SECRET_PREFIX
              + " and "
              + SHORTEST_SECRET
              + " to "
              + LONGEST_SECRET
              + " bytes in base64, such as of `openssl rand -base64 32`");
    }
  }
}

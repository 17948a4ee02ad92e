package io.willingly.streams.config;

import io.willingly.streams.config.Settings.Http;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings of the page and its API, and of who may ask them. */
final class HttpSettings {
  private static final String FILE_IN_DATA_DIR = "access.json";

  private HttpSettings() {}

  static void define(ConfigDef config) {
    config.define(
        "http.enabled",
        ConfigDef.Type.BOOLEAN,
        true,
        Importance.MEDIUM,
        "Whether `run` and `demo` serve the page and its API.");
    config.define(
        "http.host",
        ConfigDef.Type.STRING,
        "127.0.0.1",
        new NonEmptyString(),
        Importance.MEDIUM,
        "Address to listen on. Another than a loopback one needs an access token, which `willingly"
            + " access add` gives, and a proxy in front that speaks TLS.");
    config.define(
        "http.port",
        ConfigDef.Type.INT,
        8700,
        Range.between(0, 65_535),
        Importance.MEDIUM,
        "Port to listen on; 0 takes any that is free.");
    config.define(
        "http.hosts",
        ConfigDef.Type.LIST,
        List.of(),
        Importance.MEDIUM,
        "Names under which it may be asked besides those of the loopback address, such as"
            + " willingly.example.com: a request for another host is refused.");
    config.define(
        "http.access-file",
        ConfigDef.Type.STRING,
        "",
        Importance.MEDIUM,
        "File of the access tokens' digests. Empty: access.json in the data directory.");
    config.define(
        "http.minimum-group",
        ConfigDef.Type.INT,
        5,
        Range.between(1, 1000),
        Importance.MEDIUM,
        "A total that tells of fewer reps than these is hidden from who may not see those reps.");
  }

  static Http of(ParsedValues of, Path dataDir) {
    String file = of.text("http.access-file");
    return new Http(
        of.flag("http.enabled"),
        of.text("http.host"),
        of.number("http.port"),
        of.list("http.hosts"),
        file.isEmpty() ? dataDir.resolve(FILE_IN_DATA_DIR) : Settings.expandHome(file),
        of.number("http.minimum-group"));
  }
}

package io.willingly.connectors.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.MappingException;
import io.willingly.connectors.pull.Fetch;
import io.willingly.connectors.pull.PullException;
import io.willingly.connectors.pull.PullOptions;
import io.willingly.connectors.webhook.ListenerSettings;
import io.willingly.connectors.webhook.Secrets;
import io.willingly.connectors.webhook.Webhook;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Settings of {@link WebhookSourceConnector}. */
final class WebhookConfig extends AbstractConfig {
  static final String SECRETS = "webhook.secrets";
  static final String HOST = "webhook.host";
  static final String PORT = "webhook.port";
  static final String PATH = "webhook.path";
  static final String PUBLIC_URL = "webhook.public.url";
  static final String FETCH_SECRET = "webhook.fetch.secret";
  static final String FETCH_BASE = "webhook.fetch.base";
  static final String MAX_BODY = "webhook.body.max.bytes";
  static final String READING = "webhook.read.timeout.ms";
  static final String PATIENCE = "webhook.patience.ms";
  static final String WAITING = "webhook.waiting.max";

  private static final String LISTENER = "Listener";
  private static final String FETCH = "Fetch";
  private static final String LIMITS = "Limits";

  static final ConfigDef DEFINITION = define();

  WebhookConfig(Map<String, ?> settings) {
    super(DEFINITION, settings, false);
  }

  private static ConfigDef define() {
    ConfigDef settings =
        MappingConfig.define(new ConfigDef())
            .define(
                SECRETS,
                ConfigDef.Type.PASSWORD,
                "",
                Importance.HIGH,
                "What the source signs with, from the page where its webhook is set up, or the"
                    + " token or user:password it sends; several, with commas or line breaks"
                    + " between, while it is rotated. Use a config"
                    + " provider, such as ${env:HUBSPOT_SECRET}. Empty only where webhook.yaml says"
                    + " unsigned.",
                LISTENER,
                1,
                Width.LONG,
                "Secrets")
            .define(
                HOST,
                ConfigDef.Type.STRING,
                "0.0.0.0",
                Importance.MEDIUM,
                "Address of this worker to listen on.",
                LISTENER,
                2,
                Width.MEDIUM,
                "Host")
            .define(
                PORT,
                ConfigDef.Type.INT,
                ConfigDef.NO_DEFAULT_VALUE,
                Range.between(0, 65535),
                Importance.HIGH,
                "Port to listen on, for this connector alone; 0 for any that is free.",
                LISTENER,
                3,
                Width.SHORT,
                "Port")
            .define(
                PATH,
                ConfigDef.Type.STRING,
                "",
                ConfigDef.LambdaValidator.with(
                    (name, value) -> path(name, (String) value), () -> "path such as /in/hubspot"),
                Importance.MEDIUM,
                "Path of the webhook. Empty: /webhooks/ and the source.",
                LISTENER,
                4,
                Width.MEDIUM,
                "Path")
            .define(
                PUBLIC_URL,
                ConfigDef.Type.STRING,
                "",
                ConfigDef.LambdaValidator.with(
                    (name, value) -> url(name, (String) value),
                    () -> "https address without query"),
                Importance.MEDIUM,
                "The whole address that the source was given, as it is before any proxy, such as"
                    + " https://hooks.example.com/webhooks/hubspot. Needed where the source signs"
                    + " it.",
                LISTENER,
                5,
                Width.LONG,
                "Public URL");
    return limits(fetch(settings));
  }

  private static ConfigDef fetch(ConfigDef settings) {
    return settings
        .define(
            FETCH_SECRET,
            ConfigDef.Type.PASSWORD,
            "",
            Importance.MEDIUM,
            "The token for the API of the source, where its posts carry only ids and the pull.yaml"
                + " beside its mapping has 'fetch'. Empty where nothing is to be fetched.",
            FETCH,
            1,
            Width.LONG,
            "Token of the API")
        .define(
            FETCH_BASE,
            ConfigDef.Type.STRING,
            "",
            Importance.LOW,
            "Asked instead of the pull.yaml's base: a proxy by https, or a stand-in on the worker's"
                + " machine by http. Empty: the pull.yaml's. Its other parameters are settings"
                + " that begin with parameter.",
            FETCH,
            2,
            Width.LONG,
            "Base of the API");
  }

  private static ConfigDef limits(ConfigDef settings) {
    return settings
        .define(
            MAX_BODY,
            ConfigDef.Type.INT,
            ListenerSettings.MAX_BODY,
            Range.between(1024, 64 << 20),
            Importance.MEDIUM,
            "Largest body, in bytes; a larger one is answered 413.",
            LIMITS,
            1,
            Width.SHORT,
            "Largest body")
        .define(
            WAITING,
            ConfigDef.Type.INT,
            ListenerSettings.WAITING,
            Range.between(1, 1000),
            Importance.MEDIUM,
            "How many posts are read or wait for the broker at the same time; more are answered"
                + " 503. Bodies take at most this times "
                + MAX_BODY
                + " of memory.",
            LIMITS,
            2,
            Width.SHORT,
            "Posts at a time")
        .define(
            PATIENCE,
            ConfigDef.Type.INT,
            (int) ListenerSettings.PATIENCE.toMillis(),
            Range.between(1, 600_000),
            Importance.MEDIUM,
            "How long a sender is kept waiting until the broker has its post; then it is answered"
                + " 503. Keep it below the time the source waits.",
            LIMITS,
            3,
            Width.SHORT,
            "Patience")
        .define(
            READING,
            ConfigDef.Type.INT,
            (int) ListenerSettings.READING.toMillis(),
            Range.between(1, 600_000),
            Importance.LOW,
            "How long a sender may take to send one request; then it is answered 408.",
            LIMITS,
            4,
            Width.SHORT,
            "Time to read");
  }

  /** The secrets, as they are given. */
  Secrets secrets() {
    return Secrets.parse(getPassword(SECRETS).value());
  }

  /** What only shows when settings are looked at together: the setting, and what is wrong. */
  Map<String, String> conflicts() {
    Webhook webhook;
    try {
      MappingConfig.payloads(this);
      webhook = Webhook.load(getString(MappingConfig.MAPPING));
    } catch (MappingException | ConfigException e) {
      return Map.of(MappingConfig.MAPPING, String.valueOf(e.getMessage()));
    }
    try {
      webhook.verifier(secrets());
    } catch (IllegalArgumentException e) {
      return Map.of(SECRETS, String.valueOf(e.getMessage()));
    }
    try {
      completion();
    } catch (PullException e) {
      return Map.of(FETCH_SECRET, String.valueOf(e.getMessage()));
    }
    return webhook.needsUrl() && getString(PUBLIC_URL).isEmpty()
        ? Map.of(
            PUBLIC_URL,
            "this source signs the address it posts to; set it to the one given on its page")
        : Map.of();
  }

  /**
   * How the posts of the source are proved.
   *
   * @throws ConfigException when the settings do not go with it
   */
  Webhook webhook() {
    conflicts()
        .forEach(
            (name, message) -> {
              throw new ConfigException(name + ": " + message);
            });
    return Webhook.load(getString(MappingConfig.MAPPING));
  }

  /**
   * Completes payloads that carry only ids.
   *
   * @throws PullException when the pull.yaml says how, and what it needs for that is missing
   */
  UnaryOperator<JsonNode> completion() {
    String base = getString(FETCH_BASE);
    return Fetch.of(
        getString(MappingConfig.MAPPING),
        new PullOptions(
            PullConfig.secret(FETCH_SECRET, getPassword(FETCH_SECRET)),
            PullConfig.parameters(this),
            base.isEmpty() ? null : base,
            null));
  }

  /** Where posts come in. */
  ListenerSettings listener(Mapping mapping) {
    String path = getString(PATH);
    return new ListenerSettings(
        getString(HOST),
        getInt(PORT),
        path.isEmpty() ? ListenerSettings.path(MappingConfig.source(this, mapping)) : path,
        getString(PUBLIC_URL),
        getInt(MAX_BODY),
        Duration.ofMillis(getInt(READING)),
        Duration.ofMillis(getInt(PATIENCE)),
        getInt(WAITING));
  }

  private static void path(String name, String path) {
    if (!path.isEmpty() && !path.matches("/[A-Za-z0-9._~/-]*")) {
      throw new ConfigException(name, path, "use a path such as /in/hubspot");
    }
  }

  private static void url(String name, String url) {
    if (url.isEmpty()) {
      return;
    }
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && uri.getQuery() == null && url.matches("https?://.*")) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(name, url, "no address: " + e.getMessage());
    }
    throw new ConfigException(
        name, url, "use the whole address without query, such as https://hooks.example.com/in");
  }
}

package io.willingly.streams.config;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.definition.Definition.ClockStart;
import io.willingly.metrics.period.Closing;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.streams.GroupProtocol;

/**
 * Everything that can be set. Declared in {@link SettingsDeclaration}, read by {@link
 * SettingsReader}.
 *
 * @param dataDir the data directory
 * @param organisation id of the organisation scope (R40)
 * @param kafka how to reach the cluster
 * @param pipeline how the pipeline runs
 * @param definition the rule set
 * @param closing when periods close (R53)
 * @param alarms how early warnings are watched for
 * @param delivery where they are sent
 * @param http how the page and its API are served
 * @param internal how the instances of a pipeline reach each other
 */
public record Settings(
    Path dataDir,
    String organisation,
    Kafka kafka,
    Pipeline pipeline,
    Definition definition,
    Closing closing,
    Alarms alarms,
    Delivery delivery,
    Http http,
    Internal internal) {

  /**
   * How to reach the cluster.
   *
   * @param bootstrapServers empty for the embedded broker in the data directory
   * @param partitions partitions of topics that are created
   * @param replicationFactor replicas of topics that are created
   * @param client settings handed to every Kafka client as they are
   */
  public record Kafka(
      String bootstrapServers, int partitions, int replicationFactor, Map<String, String> client) {
    public Kafka {
      client = Map.copyOf(client);
    }

    public boolean embedded() {
      return bootstrapServers.isEmpty();
    }

    /** All a client needs to reach a cluster, which may be the embedded one. */
    public Map<String, Object> clientOf(String servers) {
      Map<String, Object> settings = new TreeMap<>(client);
      settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
      return settings;
    }
  }

  /**
   * How the pipeline runs.
   *
   * @param applicationId consumer group and prefix of internal topics
   * @param groupProtocol how instances share the work
   * @param instanceId names this process in the group, unique among live ones; empty for the one
   *     kept in the data directory
   * @param threads stream threads of this process
   * @param commitIntervalMillis how often results become visible
   * @param checkpointIntervalMillis the same on Apache Flink
   * @param standbyReplicas copies of the state on other instances
   * @param schemaRegistryUrl registry with Confluent's API; empty for the schemas shipped
   * @param schemaRegistryAuthorization value of the Authorization header, empty for none
   */
  public record Pipeline(
      String applicationId,
      GroupProtocol groupProtocol,
      String instanceId,
      int threads,
      long commitIntervalMillis,
      long checkpointIntervalMillis,
      int standbyReplicas,
      String schemaRegistryUrl,
      Password schemaRegistryAuthorization) {}

  /** The same under another rule set. */
  public Settings under(Definition rules) {
    return new Settings(
        dataDir, organisation, kafka, pipeline, rules, closing, alarms, delivery, http, internal);
  }

  /**
   * How early warnings are watched for.
   *
   * @param falseAlarmsPerQuarter to expect on the whole floor, all kinds of alarms together
   * @param watchSeconds from one look to the next
   */
  public record Alarms(double falseAlarmsPerQuarter, int watchSeconds) {}

  /**
   * Where early warnings and new entries of the save list are sent; empty for nowhere. The
   * addresses are secrets: who knows them can post.
   *
   * @param webhookSecret {@code whsec_} and the key in base64
   */
  public record Delivery(
      Password webhookUrl, Password webhookSecret, Password slackUrl, Password teamsUrl) {}

  /**
   * How the page and its API are served.
   *
   * @param host address to listen on
   * @param port 0 for any that is free
   * @param hosts names it may be asked under besides those of the loopback address
   * @param accessFile digests of the access tokens
   * @param minimumGroup reps a total must tell of to be shown to who may not see them; at least 1
   */
  public record Http(
      boolean enabled,
      String host,
      int port,
      List<String> hosts,
      Path accessFile,
      int minimumGroup) {
    public Http {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * How the instances of a pipeline reach each other.
   *
   * @param host address to listen on
   * @param port 0 for no listener
   * @param advertised {@code host:port} that the others reach it at; empty to derive it
   * @param secret what they show each other; empty when they tell each other nothing
   */
  public record Internal(String host, int port, String advertised, Password secret) {
    /** Nobody is listened to. */
    public static final Internal NONE = new Internal("127.0.0.1", 0, "", new Password(""));
  }

  /**
   * Reads the declared keys, checking each.
   *
   * @param values by key, unknown keys already refused
   */
  static Settings of(Map<String, String> values) {
    Map<String, Object> parsed;
    try {
      parsed = SettingsDeclaration.CONFIG.parse(values);
    } catch (ConfigException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
    ParsedValues of = new ParsedValues(parsed);
    Path dataDir = expandHome(of.text("data.dir"));
    return new Settings(
        dataDir,
        of.text("organisation.id"),
        new Kafka(
            of.text("kafka.bootstrap-servers"),
            of.number("kafka.partitions"),
            of.number("kafka.replication-factor"),
            client(values)),
        new Pipeline(
            of.text("pipeline.application-id"),
            GroupProtocol.of(of.text("pipeline.group-protocol")),
            of.text("pipeline.instance-id"),
            of.number("pipeline.threads"),
            of.number("pipeline.commit-interval-ms"),
            of.number("pipeline.checkpoint-interval-ms"),
            of.number("pipeline.standby-replicas"),
            of.text("pipeline.schema-registry-url"),
            of.secret("pipeline.schema-registry-authorization")),
        definition(of),
        new Closing(of.number("periods.close-after-days")),
        new Alarms(
            of.decimal("alarms.false-alarms-per-quarter"), of.number("alarms.watch-seconds")),
        delivery(of),
        HttpSettings.of(of, dataDir),
        InternalSettings.of(of));
  }

  private static Delivery delivery(ParsedValues of) {
    Delivery delivery =
        new Delivery(
            of.secret("delivery.webhook-url"),
            of.secret("delivery.webhook-secret"),
            of.secret("delivery.slack-url"),
            of.secret("delivery.teams-url"));
    if (delivery.webhookUrl().value().isEmpty() != delivery.webhookSecret().value().isEmpty()) {
      throw new BadInput(
          "delivery.webhook-url and delivery.webhook-secret belong together: set both or none");
    }
    return delivery;
  }

  private static Definition definition(ParsedValues of) {
    try {
      return new Definition(
          of.number("definition.version"),
          ZoneId.of(of.text("definition.zone")),
          of.number("definition.remorse-days"),
          of.number("definition.min-reversed-share"),
          of.number("definition.regret-box"),
          of.number("definition.happy-box"),
          of.number("definition.unhappy-box"),
          of.number("definition.pressured-box"),
          of.number("definition.effort-box"),
          of.number("definition.answer-window-days"),
          of.number("definition.loyalty-window-days"),
          of.number("definition.comeback-days"),
          of.number("definition.minimum-count"),
          clockStarts(of.list("definition.clock-starts")));
    } catch (IllegalArgumentException e) {
      throw new BadInput(String.valueOf(e.getMessage()), e);
    }
  }

  private static Map<String, ClockStart> clockStarts(List<String> entries) {
    Map<String, ClockStart> starts = new LinkedHashMap<>();
    for (String entry : entries) {
      int colon = entry.lastIndexOf(':');
      starts.put(
          entry.substring(0, colon),
          ClockStart.valueOf(entry.substring(colon + 1).toUpperCase(Locale.ROOT)));
    }
    return starts;
  }

  private static Map<String, String> client(Map<String, String> values) {
    Map<String, String> client = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(SettingsDeclaration.CLIENT_PREFIX)) {
            client.put(key.substring(SettingsDeclaration.CLIENT_PREFIX.length()), value);
          }
        });
    return client;
  }

  static Path expandHome(String dir) {
    boolean home = dir.equals("~") || dir.startsWith("~/");
    return Path.of(home ? System.getProperty("user.home") + dir.substring(1) : dir)
        .toAbsolutePath()
        .normalize();
  }
}

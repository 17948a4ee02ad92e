package io.willingly.flink;

import io.willingly.flink.JobConfig.Registry;
import io.willingly.metrics.period.Closing;
import io.willingly.stages.FlinkGroups;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a start is given. Keys that {@code willingly run} has too mean the same here; rules are not
 * among them, for those in force are read from the cluster.
 *
 * @param client settings of every Kafka client
 * @param applicationId as of the pipeline; the job's own group is {@link #group}
 * @param checkpointDir where checkpoints are kept, an address of a file system Flink knows
 * @param transactionTimeout zero for the longest that the brokers allow
 * @param parallelism of all operators; 0 for what Flink was told
 */
record RunnerSettings(
    Map<String, String> client,
    String applicationId,
    String organisation,
    Closing closing,
    Registry registry,
    String checkpointDir,
    Duration checkpointInterval,
    Duration transactionTimeout,
    int parallelism) {

  private static final String CLIENT = "kafka.client.";
  private static final String CONFIG = "config";

  private static final ConfigDef DECLARED =
      new ConfigDef()
          .define(
              "kafka.bootstrap-servers",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "host:port of the Kafka cluster, comma separated.")
          .define(
              "flink.checkpoint-dir",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new NonEmptyString(),
              Importance.HIGH,
              "Where checkpoints are kept: a directory all machines reach, as file:///, s3:// ...")
          .define(
              "flink.checkpoint-interval-ms",
              ConfigDef.Type.LONG,
              10_000,
              Range.between(100, 600_000),
              Importance.MEDIUM,
              "How often results become visible.")
          .define(
              "flink.transaction-timeout-ms",
              ConfigDef.Type.LONG,
              0,
              Range.between(0, Integer.MAX_VALUE),
              Importance.LOW,
              "After which brokers abort what a job that is gone has written, at most their"
                  + " transaction.max.timeout.ms. 0: that.")
          .define(
              "flink.parallelism",
              ConfigDef.Type.INT,
              0,
              Range.between(0, 1024),
              Importance.MEDIUM,
              "Of every operator. 0: what Flink was told.")
          .define(
              "pipeline.application-id",
              ConfigDef.Type.STRING,
              "willingly",
              new NonEmptyString(),
              Importance.MEDIUM,
              "As of willingly run.")
          .define(
              "pipeline.schema-registry-url",
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Schema registry with Confluent's API. Empty: the schemas shipped.")
          .define(
              "pipeline.schema-registry-authorization",
              ConfigDef.Type.STRING,
              "",
              Importance.MEDIUM,
              "Value of the Authorization header.")
          .define(
              "pipeline.schema-dir",
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Schemas a data directory has seen, where there is no registry.")
          .define(
              "organisation.id",
              ConfigDef.Type.STRING,
              "company",
              new NonEmptyString(),
              Importance.MEDIUM,
              "Id of the organisation scope.")
          .define(
              "periods.close-after-days",
              ConfigDef.Type.INT,
              Closing.STANDARD.days(),
              Range.between(0, 3650),
              Importance.MEDIUM,
              "Days after its end on which a month, quarter or year closes.");

  /**
   * Reads what a start is given.
   *
   * @param arguments {@code --KEY VALUE} or {@code --KEY=VALUE}; {@code --config FILE} is a file of
   *     properties, which others take precedence over
   * @throws StartException for what is missing, unknown or out of range
   */
  static RunnerSettings of(String... arguments) {
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || (equals < 0 && i + 1 == arguments.length)) {
        throw new StartException(
            "'" + argument + "': expected is --KEY VALUE; docs/flink.md has the keys");
      }
      if (equals < 0) {
        given.put(argument.substring(2), arguments[++i]);
      } else {
        given.put(argument.substring(2, equals), argument.substring(equals + 1));
      }
    }
    String file = given.remove(CONFIG);
    Map<String, String> values = new TreeMap<>(file == null ? Map.of() : read(Path.of(file)));
    values.putAll(given);
    return of(values);
  }

  private static Map<String, String> read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      Map<String, String> values = new TreeMap<>();
      properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
      return values;
    } catch (IOException e) {
      throw new StartException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads settings.
   *
   * @throws StartException for what is missing, unknown or out of range
   */
  static RunnerSettings of(Map<String, String> values) {
    Map<String, String> client = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT)) {
            client.put(key.substring(CLIENT.length()), value);
          } else if (!DECLARED.names().contains(key)) {
            throw new StartException("unknown setting " + key + "; docs/flink.md has the keys");
          }
        });
    Map<String, Object> of;
    try {
      of = DECLARED.parse(values);
    } catch (ConfigException e) {
      throw new StartException(e.getMessage() + "; docs/flink.md has the keys", e);
    }
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, text(of, "kafka.bootstrap-servers"));
    return new RunnerSettings(
        client,
        text(of, "pipeline.application-id"),
        text(of, "organisation.id"),
        new Closing(Math.toIntExact(number(of, "periods.close-after-days"))),
        new Registry(
            text(of, "pipeline.schema-registry-url"),
            text(of, "pipeline.schema-registry-authorization"),
            text(of, "pipeline.schema-dir")),
        text(of, "flink.checkpoint-dir"),
        Duration.ofMillis(number(of, "flink.checkpoint-interval-ms")),
        Duration.ofMillis(number(of, "flink.transaction-timeout-ms")),
        Math.toIntExact(number(of, "flink.parallelism")));
  }

  private static String text(Map<String, Object> values, String key) {
    return String.valueOf(values.get(key));
  }

  private static long number(Map<String, Object> values, String key) {
    return Long.parseLong(text(values, key));
  }

  /** Consumer group whose committed offsets tell what was counted. */
  String group() {
    return applicationId + FlinkGroups.SUFFIX;
  }
}

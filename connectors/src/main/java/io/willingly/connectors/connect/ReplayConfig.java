package io.willingly.connectors.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Settings of {@link ReplaySourceConnector}. */
final class ReplayConfig extends AbstractConfig {
  static final String FOLDER = "folder";
  static final String FILES = "files";
  static final String KEPT = "kept.rows";
  static final String QUIET = "quiet.ms";
  static final String INTERVAL = "poll.interval.ms";
  static final String RATE = "rows.per.second";
  static final String BATCH = "batch.rows";

  private static final String READING = "Files";
  private static final String PACE = "Pace";

  static final ConfigDef DEFINITION = definition();

  ReplayConfig(Map<String, String> settings) {
    super(DEFINITION, settings);
  }

  private static ConfigDef definition() {
    return MappingConfig.define(new ConfigDef())
        .define(
            FOLDER,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Folder that is watched, with those in it: the same on each worker. Files whose name"
                + " begins with a dot are left alone.",
            READING,
            1,
            Width.LONG,
            "Folder")
        .define(
            FILES,
            ConfigDef.Type.STRING,
            "*",
            new ConfigDef.NonEmptyString(),
            Importance.MEDIUM,
            "Glob on the names of the files to read, such as *.csv.",
            READING,
            2,
            Width.MEDIUM,
            "Names")
        .define(
            KEPT,
            ConfigDef.Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether each line is a row as rejected-events kept it, to be mapped again, whatever the"
                + " format of its source.",
            READING,
            3,
            Width.SHORT,
            "Kept rows")
        .define(
            QUIET,
            ConfigDef.Type.LONG,
            60_000L,
            Range.atLeast(0),
            Importance.MEDIUM,
            "How long a file must not have changed before a last row that has no end of line is"
                + " read, and before a file that the mapping does not take is rejected; in"
                + " milliseconds.",
            READING,
            4,
            Width.SHORT,
            "Quiet time")
        .define(
            INTERVAL,
            ConfigDef.Type.LONG,
            1_000L,
            Range.between(1, 60_000),
            Importance.LOW,
            "How long to wait before looking again when there is nothing to read; in milliseconds.",
            PACE,
            1,
            Width.SHORT,
            "Interval")
        .define(
            RATE,
            ConfigDef.Type.INT,
            0,
            Range.atLeast(0),
            Importance.MEDIUM,
            "Rows a second at most; 0 for as many as go.",
            PACE,
            2,
            Width.SHORT,
            "Rows per second")
        .define(
            BATCH,
            ConfigDef.Type.INT,
            500,
            Range.between(1, 100_000),
            Importance.LOW,
            "Rows at most that are handed to the worker at once.",
            PACE,
            3,
            Width.SHORT,
            "Batch");
  }

  Path folder() {
    return Path.of(getString(FOLDER));
  }

  Duration quiet() {
    return Duration.ofMillis(getLong(QUIET));
  }
}

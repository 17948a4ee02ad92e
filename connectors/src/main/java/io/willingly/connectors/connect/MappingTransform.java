package io.willingly.connectors.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.willingly.connectors.connect.PayloadJson.Unusable;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.connectors.records.RowRecords.Made;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaRegistryException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what other people's sources deliver. A payload that cannot be mapped never stops
 * the connector: it goes to {@code mapping-rejects}, where the pipeline books it (R64).
 *
 * <p>A transform gives one record for one: where a payload makes several, they travel in one of
 * {@code event-bundles}, and each goes to its topic from there.
 *
 * <p>To be used with ByteArrayConverter for keys and values, for what it makes is in the wire
 * format already.
 */
public final class MappingTransform<R extends ConnectRecord<R>>
    implements Transformation<R>, Monitorable {
  static final String REPLACE_NULL = "replace.null.with.default";
  static final String MOST_BYTES = "bundle.max.bytes";

  /** A producer refuses a request of 1 MiB unless told otherwise; key and headers need some. */
  private static final int DEFAULT_MOST_BYTES = 1_000_000;

  /** What a single record may have: a reject must fit, whatever was refused. */
  private static final int LEAST_MOST_BYTES = 100_000;

  private final Clock clock;
  private @Nullable Rows rows;
  private @Nullable RowMetrics metrics;

  /** What the settings say. */
  private record Rows(
      AbstractConfig settings,
      Mapping mapping,
      String source,
      RowRecords records,
      PayloadJson json) {
    /** Says again what was said once. */
    Rows anew() {
      return new Rows(settings, mapping, source, MappingConfig.records(settings, mapping), json);
    }

    Made rejected(RejectCode code, String message, String original) {
      Position position = new Position(Position.PAYLOAD, 1, 0);
      return records.of(
          new RowOutcome.Rejected(position, code, null, null, message, original), source);
    }
  }

  /** For a worker. */
  public MappingTransform() {
    this(Clock.systemUTC());
  }

  MappingTransform(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public ConfigDef config() {
    return MappingConfig.define(new ConfigDef())
        .define(
            REPLACE_NULL,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether a field of a struct that is null has the default of its schema. Set it to"
                + " false where a source tells null and the default apart, such as Debezium.",
            "Payload",
            1,
            ConfigDef.Width.SHORT,
            "Replace null with default")
        .define(
            MOST_BYTES,
            ConfigDef.Type.INT,
            DEFAULT_MOST_BYTES,
            ConfigDef.Range.between(LEAST_MOST_BYTES, Topic.MAX_RECORD_BYTES),
            Importance.LOW,
            "The most bytes that the records of one payload may have together; a payload that makes"
                + " more is a reject. If you raise it, raise producer.override.max.request.size of"
                + " the connector by as much: its producer refuses more than 1 MiB, and the task"
                + " then fails.",
            "Payload",
            2,
            ConfigDef.Width.SHORT,
            "Most bytes of a bundle");
  }

  @Override
  public void configure(Map<String, ?> given) {
    AbstractConfig settings = new AbstractConfig(config(), given, false);
    Mapping mapping = MappingConfig.payloads(settings);
    String source = MappingConfig.source(settings, mapping);
    rows =
        new Rows(
            settings,
            mapping,
            source,
            MappingConfig.records(settings, mapping),
            new PayloadJson(settings.getBoolean(REPLACE_NULL)));
  }

  @Override
  public void withPluginMetrics(PluginMetrics plugin) {
    metrics = new RowMetrics(plugin);
  }

  @Override
  public R apply(R record) {
    if (rows == null) {
      throw new ConnectException("not configured");
    }
    try {
      return as(only(rows, record.value()), record);
    } catch (SchemaRegistryException e) {
      rows = rows.anew();
      throw MappingConfig.failed(e);
    }
  }

  /** What the payload makes: a record, or several in a bundle. */
  private InputRecord only(Rows rows, @Nullable Object value) {
    List<Made> made = new ArrayList<>();
    Object original = value;
    try {
      JsonNode payload = rows.json().payload(value);
      original = payload;
      for (RowOutcome outcome : rows.mapping().apply(payload, rows.source())) {
        made.add(rows.records().of(outcome, rows.source()));
      }
      if (made.isEmpty()) {
        made.add(rows.rejected(RejectCode.UNREADABLE, "the payload is an empty list", "[]"));
      }
    } catch (Unusable e) {
      made.add(
          rows.rejected(RejectCode.UNREADABLE, String.valueOf(e.getMessage()), text(original)));
    }
    InputRecord only = together(rows, made);
    int most = rows.settings().getInt(MOST_BYTES);
    if (only.topic().equals(Topics.EVENT_BUNDLES) && only.value().length > most) {
      String message =
          "the records of the payload have %,d bytes together, at most %,d; have the source deliver fewer rows at a time, or raise bundle.max.bytes and producer.override.max.request.size, and send it again"
              .formatted(only.value().length, most);
      made = List.of(rows.rejected(RejectCode.TOO_LARGE, message, text(original)));
      only = together(rows, made);
      this.rows = rows.anew(); // what it has said once was not sent
    }
    if (metrics != null) {
      for (Made row : made) {
        metrics.count(row.outcome());
      }
    }
    return only;
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? new String(bytes, UTF_8) : "" + value;
  }

  private static InputRecord together(Rows rows, List<Made> made) {
    List<InputRecord> records = made.stream().flatMap(row -> row.records().stream()).toList();
    return records.size() == 1 ? records.get(0) : rows.records().bundle(records);
  }

  private R as(InputRecord input, R record) {
    return record.newRecord(
        input.topic().name(),
        null,
        Schema.BYTES_SCHEMA,
        input.keyBytes(),
        Schema.BYTES_SCHEMA,
        input.value(),
        clock.millis(),
        List.of());
  }

  @Override
  public void close() {}
}

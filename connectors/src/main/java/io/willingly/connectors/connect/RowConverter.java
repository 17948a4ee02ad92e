package io.willingly.connectors.connect;

import io.willingly.connectors.table.Table;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireRecords;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the published topics as flat rows, for sinks into databases: the columns are those of
 * {@link Table}. Only reads.
 *
 * <p>Every column may be null, so that a table of yesterday takes a column of today. Those of a key
 * may not: a number that is not there is -1, as Kafka says of an offset, and text is empty.
 *
 * <p>Each task has converters of its own, so this one need not be thread-safe.
 */
public final class RowConverter implements Converter, Versioned {
  private final IdentityHashMap<org.apache.avro.Schema, RowSchema> schemas =
      new IdentityHashMap<>();
  private boolean key;
  private @Nullable WireRecords records;

  @Override
  public String version() {
    return PluginVersion.VALUE;
  }

  @Override
  public ConfigDef config() {
    return RegistryConfig.DEFINITION;
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    key = isKey;
    records = new WireRecords(new RegistryConfig(settings).ids());
  }

  /**
   * A row, or null of null, which deletes.
   *
   * @throws DataException when the bytes are no record of ours
   * @throws RetriableException when the registry does not answer
   */
  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return SchemaAndValue.NULL;
    }
    if (records == null) {
      throw new IllegalStateException("not configured");
    }
    Decoded<GenericRecord> read = records.of(bytes);
    if (read instanceof Decoded.Value<GenericRecord> decoded) {
      GenericRecord record = decoded.value();
      return schemas
          .computeIfAbsent(record.getSchema(), schema -> new RowSchema(Table.of(schema), key))
          .row(record);
    }
    if (read instanceof Decoded.RegistryDown<GenericRecord> down) {
      throw new RetriableException(part(topic) + " cannot be read now: " + down.message());
    }
    throw new DataException(
        part(topic)
            + " is no record of Willingly: "
            + ((Decoded.Undecodable<GenericRecord>) read).message()
            + "; give the converter the registry the pipeline has ("
            + RegistryConfig.URL
            + ")");
  }

  private String part(String topic) {
    return (key ? "key" : "value") + " of topic " + topic;
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException(
        "RowConverter only reads, and cannot write topic " + topic + ": it is for sinks");
  }
}

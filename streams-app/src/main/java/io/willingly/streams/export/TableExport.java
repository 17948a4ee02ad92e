package io.willingly.streams.export;

import io.willingly.connectors.table.Column;
import io.willingly.connectors.table.Column.Kind;
import io.willingly.connectors.table.Table;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topic.Cleanup;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.WireRecords;
import io.willingly.streams.query.Csv;
import io.willingly.streams.runtime.Cluster;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.PublishedTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One published topic as a file: a row for each key, or for each record of a history. */
public final class TableExport {

  /** What the file is. */
  public enum Format {
    /** By RFC 4180, safe for spreadsheets (R79); days and times in ISO format, null is empty. */
    CSV,
    /** Typed columns; lists are text of JSON. */
    PARQUET
  }

  private final Cluster cluster;
  private final Topic<?, ?> topic;
  private final WireRecords keys;
  private final WireRecords values;
  private final Table keyTable;
  private final Table valueTable;
  private final List<Column> columns = new ArrayList<>();

  /** Which cells of a value are columns: what the key says already is not said twice. */
  private final List<Integer> ofValue = new ArrayList<>();

  public TableExport(Cluster cluster, Topic<?, ?> topic) {
    this.cluster = cluster;
    this.topic = topic;
    keys = new WireRecords(cluster.ids(), topic.keySchema());
    values = new WireRecords(cluster.ids(), topic.valueSchema());
    keyTable = Table.of(topic.keySchema());
    valueTable = Table.of(topic.valueSchema());
    columns.addAll(keyTable.columns());
    Set<String> said = new HashSet<>();
    columns.forEach(column -> said.add(column.name()));
    for (int i = 0; i < valueTable.columns().size(); i++) {
      if (said.add(valueTable.columns().get(i).name())) {
        columns.add(valueTable.columns().get(i));
        ofValue.add(i);
      }
    }
  }

  /**
   * Writes the file, which is there when all of it is.
   *
   * @return how many rows it has
   * @throws ClusterException when the topic cannot be read
   */
  public long write(Path file, Format format) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      long rows = csv(draft, format == Format.CSV);
      if (format == Format.PARQUET) {
        Parquet.convert(draft, columns);
      }
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private long csv(Path file, boolean forPeople) throws IOException {
    Map<ByteBuffer, Place> latest = topic.cleanup() == Cleanup.COMPACT ? latest() : null;
    long[] rows = new long[1];
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(new Csv().line(columns.stream().map(Column::name).toList()).toString());
      PublishedTopic.records(
          cluster.clientSettings(),
          topic.name(),
          record -> {
            byte[] value = record.value();
            if (value != null
                && (latest == null
                    || Place.of(record).equals(latest.get(ByteBuffer.wrap(record.key()))))) {
              write(out, line(record, value, forPeople));
              rows[0]++;
            }
          });
    }
    if (latest != null && rows[0] != latest.size()) {
      throw new ClusterException(
          topic.name() + " was compacted while it was read; export it again");
    }
    return rows[0];
  }

  /** Where the row of each key is. The rows themselves may be more than memory holds. */
  private Map<ByteBuffer, Place> latest() {
    Map<ByteBuffer, Place> latest = new HashMap<>();
    PublishedTopic.records(
        cluster.clientSettings(),
        topic.name(),
        record -> {
          ByteBuffer key = ByteBuffer.wrap(record.key());
          if (record.value() == null) {
            latest.remove(key);
          } else {
            latest.put(key, Place.of(record));
          }
        });
    return latest;
  }

  private record Place(int partition, long offset) {
    static Place of(ConsumerRecord<?, ?> record) {
      return new Place(record.partition(), record.offset());
    }
  }

  private static void write(Writer out, String line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line(ConsumerRecord<byte[], byte[]> record, byte[] value, boolean forPeople) {
    List<@Nullable Object> row = new ArrayList<>(keyTable.row(read(keys, record.key(), record)));
    List<@Nullable Object> cells = valueTable.row(read(values, value, record));
    ofValue.forEach(cell -> row.add(cells.get(cell)));
    List<String> line = new ArrayList<>(row.size());
    for (int i = 0; i < row.size(); i++) {
      String text = text(row.get(i));
      boolean unsafe = forPeople && columns.get(i).kind() == Kind.TEXT;
      line.add(unsafe ? Csv.safe(text) : text);
    }
    return new Csv().line(line).toString();
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
  }

  private static GenericRecord read(
      WireRecords format, byte[] bytes, ConsumerRecord<byte[], byte[]> record) {
    if (format.of(bytes) instanceof Decoded.Value<GenericRecord> decoded) {
      return decoded.value();
    }
    throw PublishedTopic.unreadable(record);
  }
}

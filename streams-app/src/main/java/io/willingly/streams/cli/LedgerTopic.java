package io.willingly.streams.cli;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the published ledger: what all instances of a pipeline have counted, and committed. */
final class LedgerTopic {
  private final Map<String, Object> clientSettings;
  private final WireFormat<IngestLedgerKey> keys;
  private final WireFormat<IngestLedgerRow> values;

  LedgerTopic(Map<String, Object> clientSettings, SchemaIds ids) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.keys = WireFormat.keys(Topics.INGEST_LEDGER, ids);
    this.values = WireFormat.values(Topics.INGEST_LEDGER, ids);
  }

  Ledger read() {
    Map<IngestLedgerKey, Long> counts = new HashMap<>();
    PublishedTopic.read(
        clientSettings, Topics.INGEST_LEDGER.name(), record -> take(record, counts));
    List<Ledger.Row> rows = new ArrayList<>();
    counts.forEach((key, count) -> rows.add(row(key, count)));
    return new Ledger(rows);
  }

  private void take(ConsumerRecord<byte[], byte[]> row, Map<IngestLedgerKey, Long> counts) {
    IngestLedgerKey key = decoded(keys, row.key());
    if (row.value() == null) {
      counts.remove(key);
    } else {
      counts.put(key, decoded(values, row.value()).getCount());
    }
  }

  private static <T extends SpecificRecord> T decoded(WireFormat<T> format, byte[] bytes) {
    if (format.decode(bytes) instanceof Decoded.Value<T> decoded) {
      return decoded.value();
    }
    throw new ClusterException(
        "a row of %s cannot be read: was it written by another version, or with another registry?"
            .formatted(Topics.INGEST_LEDGER.name()));
  }

  private static Ledger.Row row(IngestLedgerKey key, long count) {
    try {
      Reason reason = Reason.valueOf(key.getReason());
      return new Ledger.Row(key.getSource(), key.getTopic(), reason, key.getRun(), count);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(
          "the pipeline knows the reason %s and this version does not; update it"
              .formatted(key.getReason()),
          e);
    }
  }
}

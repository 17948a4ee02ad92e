package io.willingly.streams.cli;

import io.willingly.event.IngestLedgerKey;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.streams.query.Ledger;
import io.willingly.streams.runtime.ClusterException;
import io.willingly.streams.runtime.PublishedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the published ledger: what all instances of a pipeline have counted, and committed. */
final class LedgerTopic {
  private final Map<String, Object> clientSettings;
  private final SchemaIds ids;

  LedgerTopic(Map<String, Object> clientSettings, SchemaIds ids) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.ids = ids;
  }

  Ledger read() {
    Map<IngestLedgerKey, Long> counts = new HashMap<>();
    PublishedTopic.read(
        clientSettings,
        Topics.INGEST_LEDGER,
        ids,
        (key, row) -> {
          if (row == null) {
            counts.remove(key);
          } else {
            counts.put(key, row.getCount());
          }
        });
    List<Ledger.Row> rows = new ArrayList<>();
    counts.forEach((key, count) -> rows.add(row(key, count)));
    return new Ledger(rows);
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

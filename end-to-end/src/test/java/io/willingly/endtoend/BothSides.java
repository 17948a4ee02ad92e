package io.willingly.endtoend;

import io.willingly.event.IngestLedgerKey;
import io.willingly.event.IngestLedgerRow;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.schemas.quality.Rates;
import io.willingly.schemas.topic.Topics;
import io.willingly.streams.broker.DevBroker;
import io.willingly.streams.testing.Published;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of topics that keep the latest of each key, and those a sink has made of them. */
final class BothSides {
  private BothSides() {}

  /** Whether the tables of numbers and of the ledger have what the topics have. */
  static boolean agree(Postgres postgres, DevBroker broker) {
    return inPostgres(postgres).equals(inKafka(broker));
  }

  private static List<String> inPostgres(Postgres postgres) {
    List<String> rows = new ArrayList<>();
    postgres
        .rows("SELECT scope, id, role, period, won, happy_to_pay_rate FROM service_quality")
        .forEach(row -> rows.add(row.toString()));
    postgres
        .rows("SELECT source, outcome, topic, partition, \"count\" FROM ingest_ledger")
        .forEach(row -> rows.add(row.toString()));
    return rows.stream().sorted().toList();
  }

  private static List<String> inKafka(DevBroker broker) {
    List<String> rows = new ArrayList<>();
    Published.latest(broker.bootstrapServers(), Topics.SERVICE_QUALITY)
        .forEach((key, value) -> rows.add(row(key, value)));
    Published.latest(broker.bootstrapServers(), Topics.INGEST_LEDGER)
        .forEach((key, value) -> rows.add(row(key, value)));
    return rows.stream().sorted().toList();
  }

  private static String row(ServiceQualityKey key, ServiceQuality value) {
    ByteBuffer rate = value.getHappyToPayRate();
    return Arrays.asList(
            key.getScope(),
            key.getId(),
            key.getRole(),
            key.getPeriod(),
            value.getWon(),
            rate == null ? null : Rates.read(rate))
        .toString();
  }

  private static String row(IngestLedgerKey key, IngestLedgerRow value) {
    return List.of(
            key.getSource(), key.getOutcome(), key.getTopic(), key.getPartition(), value.getCount())
        .toString();
  }
}

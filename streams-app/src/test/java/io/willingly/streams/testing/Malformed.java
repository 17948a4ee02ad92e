package io.willingly.streams.testing;

import io.willingly.event.DealEvent;
import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Deal;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** A record for each reason a delivered record can be refused for, all on one partition. */
public final class Malformed {
  public static final int PARTITIONS = 4;

  /** A customer of partition 0. */
  public static final String CUSTOMER = customer(true);

  private static final long ARRIVAL = 1_760_000_000_000L;
  private static final long OCCURRED = 1_759_000_000_000_000L;
  private static final int UNKNOWN_SCHEMA_ID = 1;

  private Malformed() {}

  /** A fact that is counted. */
  public static Fact good(String eventId) {
    return deal(eventId, CUSTOMER, OCCURRED, new Money(100, "EUR"));
  }

  /** A deal of its own that is counted, of a rep and in a product line. */
  public static Fact won(String dealId, String repId, String productLine) {
    Content.Credit credit = new Content.Credit(repId, Content.CreditRole.CLOSER, 10_000, true);
    Money amount = new Money(100, "EUR");
    return fact(dealId, CUSTOMER, OCCURRED, content(dealId, productLine, amount, List.of(credit)));
  }

  /** The records; the first copy of the conflict is counted. */
  public static Map<Reason, ProducerRecord<byte[], byte[]>> records() {
    Map<Reason, ProducerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
    records.put(Reason.UNDECODABLE, deals(CUSTOMER, ARRIVAL, new byte[] {1, 2, 3}));
    byte[] unknown = encoded(good("unknown"));
    unknown[1] = 0;
    unknown[2] = 0;
    unknown[3] = 0;
    unknown[4] = UNKNOWN_SCHEMA_ID;
    records.put(Reason.UNKNOWN_SCHEMA, deals(CUSTOMER, ARRIVAL, unknown));
    records.put(Reason.WRONG_TYPE, deals(CUSTOMER, ARRIVAL, encoded(erasure())));
    records.put(Reason.UNKNOWN_KIND, deals(CUSTOMER, ARRIVAL, unknownKind()));
    records.put(Reason.MISSING_FIELD, Deliveries.of(good("")));
    records.put(Reason.NULL_KEY, deals(null, ARRIVAL, encoded(good("null-key"))));
    records.put(Reason.KEY_MISMATCH, deals("someone", ARRIVAL, encoded(good("mismatch"))));
    records.put(Reason.WRONG_PARTITION, wrongPartition());
    records.put(Reason.BAD_TIMESTAMP, deals(CUSTOMER, 0, encoded(good("timestamp"))));
    long later = 1000 * (ARRIVAL + 6 * 60_000);
    records.put(Reason.FUTURE, Deliveries.of(deal("future", CUSTOMER, later, new Money(1, "EUR"))));
    records.put(
        Reason.RANGE, Deliveries.of(deal("range", CUSTOMER, OCCURRED, new Money(-1, "EUR"))));
    records.put(
        Reason.BAD_CURRENCY,
        Deliveries.of(deal("currency", CUSTOMER, OCCURRED, new Money(1, "XQX"))));
    records.put(Reason.BAD_CREDITS, Deliveries.of(badCredits()));
    records.put(Reason.TOO_LARGE, deals(CUSTOMER, ARRIVAL, new byte[(64 << 10) + 1]));
    records.put(Reason.MAPPING, mappingReject(MappingRejectReason.UNMAPPABLE));
    records.put(Reason.FILTERED, mappingReject(MappingRejectReason.FILTERED));
    records.put(
        Reason.CONFLICT, Deliveries.of(deal("good", CUSTOMER, OCCURRED, new Money(999, "EUR"))));
    return records;
  }

  private static Fact deal(String eventId, String customer, long occurredAt, Money amount) {
    return fact(eventId, customer, occurredAt, content(amount, List.of()));
  }

  private static Fact badCredits() {
    Content.Credit credit = new Content.Credit("R-1", Content.CreditRole.CLOSER, 10_000, false);
    return fact("credits", CUSTOMER, OCCURRED, content(new Money(1, "EUR"), List.of(credit)));
  }

  private static Fact erasure() {
    return new Fact(
        new FactId(Family.ERASURE, "test", "erasure"),
        new Version(1, 1),
        false,
        OCCURRED,
        CUSTOMER,
        new Fact.Delivery(ARRIVAL, 0),
        new Content.Erasure());
  }

  private static Fact fact(String eventId, String customer, long occurredAt, Deal deal) {
    return new Fact(
        new FactId(Family.DEAL, "test", eventId),
        new Version(1, 1),
        false,
        occurredAt,
        customer,
        new Fact.Delivery(ARRIVAL, 0),
        deal);
  }

  private static Deal content(Money amount, List<Content.Credit> credits) {
    return content("D-1", null, amount, credits);
  }

  private static Deal content(
      String dealId, @Nullable String productLine, Money amount, List<Content.Credit> credits) {
    return new Deal(
        DealKind.WON,
        dealId,
        amount,
        null,
        productLine,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        "R-1",
        null,
        null,
        null,
        credits);
  }

  private static byte[] unknownKind() {
    DealEvent event = (DealEvent) FactCodec.toEvent(good("unknown-kind"));
    event.setKind(io.willingly.event.DealKind.UNKNOWN);
    return WireFormat.values(Topics.DEAL_EVENTS, Deliveries.IDS).encode(event);
  }

  private static byte[] encoded(Fact fact) {
    return Deliveries.of(fact).value();
  }

  private static ProducerRecord<byte[], byte[]> wrongPartition() {
    String stranger = customer(false);
    byte[] value = encoded(deal("partition", stranger, OCCURRED, new Money(1, "EUR")));
    return new ProducerRecord<>(Topics.DEAL_EVENTS.name(), 0, ARRIVAL, bytes(stranger), value);
  }

  private static ProducerRecord<byte[], byte[]> mappingReject(MappingRejectReason reason) {
    MappingReject reject = new MappingReject();
    reject.setSource("test");
    reject.setMappingVersion(1);
    reject.setReason(reason);
    reject.setMessage("no amount in row 7");
    reject.setFile("deals.csv");
    reject.setRow(7L);
    return new ProducerRecord<>(
        Topics.MAPPING_REJECTS.name(),
        null,
        ARRIVAL,
        bytes(CUSTOMER),
        WireFormat.values(Topics.MAPPING_REJECTS, Deliveries.IDS).encode(reject));
  }

  private static ProducerRecord<byte[], byte[]> deals(
      @Nullable String key, long timestamp, byte[] value) {
    byte[] keyBytes = key == null ? null : bytes(key);
    return new ProducerRecord<>(Topics.DEAL_EVENTS.name(), null, timestamp, keyBytes, value);
  }

  private static String customer(boolean ofFirstPartition) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "c" + i)
        .filter(id -> (partition(id) == 0) == ofFirstPartition)
        .findFirst()
        .orElseThrow();
  }

  private static int partition(String customer) {
    return Utils.toPositive(Utils.murmur2(bytes(customer))) % PARTITIONS;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.willingly.stages;

import io.willingly.event.MappingReject;
import io.willingly.event.MappingRejectReason;
import io.willingly.event.RejectedEvent;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.FactChecks;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.facts.FactCodec;
import io.willingly.schemas.facts.FactReading;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.Decoded;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns delivered bytes into facts, or says why they are none. Never throws on bad data (R62). */
public final class Intake {
  /** What is read by customer: one step has all facts of a customer. */
  public static final List<String> CUSTOMER_TOPICS =
      List.of(
          Topics.DEAL_EVENTS.name(),
          Topics.CALL_EVENTS.name(),
          Topics.SURVEY_EVENTS.name(),
          Topics.REFERRAL_EVENTS.name(),
          Topics.CUSTOMER_ERASURES.name(),
          Topics.MAPPING_REJECTS.name());

  /** Source of bytes that could not be decoded (R63). */
  static final String UNDECODED = "~undecoded";

  /** A reject holds key and value, and no record of any size may stop the stream for ever. */
  private static final int MAX_KEPT_BYTES = 256 << 10;

  /**
   * 2100-01-01T00:00Z. Nothing arrives later: a timestamp in microseconds would, and would book all
   * that comes after it of its customer on that day (R7).
   */
  private static final long END = 4_102_444_800_000L;

  private final ToIntFunction<byte[]> partitionOf;
  private final Map<String, WireFormat<? extends SpecificRecord>> formats = new HashMap<>();

  /**
   * Sets up the intake.
   *
   * @param partitionOf the partition of an input topic that a key belongs to (R58)
   */
  public Intake(SchemaIds ids, ToIntFunction<byte[]> partitionOf) {
    this.partitionOf = partitionOf;
    for (Family family : Family.values()) {
      Topic<String, ? extends SpecificRecord> topic = Topics.of(family);
      formats.put(topic.name(), WireFormat.values(topic, ids));
    }
    Topic<String, MappingReject> rejects = Topics.MAPPING_REJECTS;
    formats.put(rejects.name(), WireFormat.values(rejects, ids));
  }

  /**
   * Reads a record.
   *
   * @throws RegistryUnavailable when only the registry can tell, and it does not answer
   */
  public Inflow read(Received record) {
    byte[] value = record.value();
    if (value == null) {
      return refuse(record, Reason.UNDECODABLE, "the record has no value");
    }
    if (value.length > Topics.MAX_INPUT_BYTES) {
      return refuse(
          record, Reason.TOO_LARGE, value.length + " bytes, at most " + Topics.MAX_INPUT_BYTES);
    }
    WireFormat<? extends SpecificRecord> format = formats.get(record.from().topic());
    if (format == null) {
      throw new IllegalStateException("no input topic: " + record.from().topic());
    }
    return decoded(record, format.decode(value));
  }

  private Inflow decoded(Received record, Decoded<? extends SpecificRecord> got) {
    if (got instanceof Decoded.RegistryDown<?> down) {
      throw new RegistryUnavailable(down.message());
    }
    if (got instanceof Decoded.Undecodable<?> bad) {
      return refuse(record, bad.reason(), bad.message());
    }
    SpecificRecord event = ((Decoded.Value<? extends SpecificRecord>) got).value();
    if (event instanceof MappingReject reject) {
      return mappingReject(record, reject);
    }
    FactReading reading = FactCodec.toFact(event, new Delivery(record.arrival(), record.run()));
    if (reading instanceof FactReading.Unreadable bad) {
      return refuse(record, bad.reason(), bad.source(), bad.eventId(), bad.field(), bad.message());
    }
    Fact fact = ((FactReading.Read) reading).fact();
    Inflow.@Nullable Refused refused = checkTransport(record, fact);
    if (refused != null) {
      return refused;
    }
    FactChecks.Problem problem = FactChecks.check(fact);
    return problem == null
        ? new Inflow.Valid(fact)
        : refuse(record, fact, problem.reason(), problem.field(), problem.message());
  }

  private Inflow.@Nullable Refused checkTransport(Received record, Fact fact) {
    byte[] key = record.key();
    if (key == null) {
      return refuse(record, fact, Reason.NULL_KEY, null, "the record has no key");
    }
    if (record.arrival() <= Received.NO_ARRIVAL) {
      return refuse(record, fact, Reason.BAD_TIMESTAMP, null, "the record has no timestamp");
    }
    if (record.arrival() >= END) {
      String message =
          "its timestamp " + record.arrival() + " lies after 2099; is it in milliseconds?";
      return refuse(record, fact, Reason.BAD_TIMESTAMP, null, message);
    }
    if (!new String(key, StandardCharsets.UTF_8).equals(fact.customerId())) {
      String field = fact.family() == Family.REP ? "repId" : "customerId";
      return refuse(record, fact, Reason.KEY_MISMATCH, field, "the key is not the " + field);
    }
    int expected = partitionOf.applyAsInt(key);
    if (expected != record.from().partition()) {
      String message =
          "in partition " + record.from().partition() + ", its key belongs to " + expected;
      return refuse(record, fact, Reason.WRONG_PARTITION, null, message);
    }
    return null;
  }

  private static Inflow mappingReject(Received record, MappingReject reject) {
    boolean filtered = reject.getReason() == MappingRejectReason.FILTERED;
    Reason reason = filtered ? Reason.FILTERED : Reason.MAPPING;
    RejectedEvent event = event(record, reason, reject.getMessage());
    event.setSource(reject.getSource());
    event.setField(reject.getField());
    event.setFile(reject.getFile());
    event.setRow(reject.getRow());
    event.setOriginalValue(reject.getOriginal());
    return new Inflow.Refused(reason, reject.getSource(), record.run(), event);
  }

  private static Inflow.Refused refuse(Received record, Reason reason, String message) {
    return new Inflow.Refused(reason, UNDECODED, record.run(), event(record, reason, message));
  }

  private static Inflow.Refused refuse(
      Received record, Fact fact, Reason reason, @Nullable String field, String message) {
    return refuse(record, reason, fact.id().source(), fact.id().eventId(), field, message);
  }

  private static Inflow.Refused refuse(
      Received record,
      Reason reason,
      String source,
      String eventId,
      @Nullable String field,
      String message) {
    RejectedEvent event = event(record, reason, message);
    event.setSource(source);
    event.setEventId(eventId);
    event.setField(field);
    return new Inflow.Refused(reason, source, record.run(), event);
  }

  private static RejectedEvent event(Received record, Reason reason, String message) {
    RejectedEvent event = new RejectedEvent();
    event.setReason(reason.name());
    event.setRule(reason.text());
    event.setMessage(message);
    event.setOriginalKey(beginning(record.key()));
    event.setOriginalKeySize(sizeIfCut(record.key()));
    event.setOriginalValue(beginning(record.value()));
    event.setOriginalValueSize(sizeIfCut(record.value()));
    event.setArrival(Instant.ofEpochMilli(record.arrival()));
    return event;
  }

  private static @Nullable ByteBuffer beginning(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MAX_KEPT_BYTES));
  }

  private static @Nullable Integer sizeIfCut(byte @Nullable [] bytes) {
    return bytes == null || bytes.length <= MAX_KEPT_BYTES ? null : bytes.length;
  }
}

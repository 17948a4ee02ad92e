package io.willingly.streams.rejected;

import io.willingly.connectors.mapping.InputException;
import io.willingly.connectors.mapping.Mapping;
import io.willingly.connectors.mapping.Position;
import io.willingly.connectors.mapping.RejectCode;
import io.willingly.connectors.mapping.RowOutcome;
import io.willingly.connectors.records.InputRecord;
import io.willingly.connectors.records.RowRecords;
import io.willingly.event.RejectedEvent;
import io.willingly.event.RejectedEventKey;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fold.Reason;
import io.willingly.schemas.topic.Topic;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.schemas.wire.WireFormat;
import io.willingly.stages.Admission;
import io.willingly.streams.query.Sheet;
import io.willingly.streams.runtime.EventProducer;
import io.willingly.streams.runtime.EventRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends rejected records again, as they were, when the pipeline would take them now. They arrive
 * now: what was known on a past day stays what it was. A record sent twice is counted once, for the
 * second copy is a duplicate (R5). Not thread-safe.
 */
public final class Resending {
  private static final String ROW_NEEDS_MAPPING =
      "a mapping rejected this row: name the mapping as it is by now, or replay its file again with"
          + " `willingly replay`";

  private static final Set<Topic<?, ?>> FACTS =
      Arrays.stream(Family.values()).map(Topics::of).collect(Collectors.toUnmodifiableSet());

  private final EventProducer producer;
  private final Admission admission;
  private final WireFormat<RejectedEventKey> keys;
  private final WireFormat<RejectedEvent> values;
  private final @Nullable Mapping mapping;
  private final Delivery delivery;
  private final @Nullable String by;

  /**
   * Sends.
   *
   * @param mapping rows that were rejected pass through it; null sends none of them
   * @param delivery the run lets its outcomes be counted apart (R6)
   * @param by who sends them again; null when that is not known
   */
  public Resending(
      EventProducer producer,
      SchemaIds ids,
      @Nullable Mapping mapping,
      Delivery delivery,
      @Nullable String by) {
    this.by = by;
    this.keys = WireFormat.keys(Topics.REJECTED_EVENTS, ids);
    this.values = WireFormat.values(Topics.REJECTED_EVENTS, ids);
    this.producer = producer;
    this.admission = new Admission(ids);
    this.mapping = mapping;
    this.delivery = delivery;
  }

  /**
   * What was done with a record.
   *
   * @param sent how many records were sent for it, less the mapping that goes before them: a row
   *     can make several; 0 when it was not sent
   * @param counted of them those whose outcome the ledger tells: parts of objects are put together
   *     first
   * @param message what was done, or why nothing was and what to do instead
   */
  public record Result(Rejected rejected, int sent, int counted, String message) {}

  /**
   * Sends what can be sent, and returns when the broker has it. Then the log of rejected records is
   * told what was sent again, so that everybody who reads it can know.
   *
   * @param some as the log has found them
   * @throws io.willingly.streams.runtime.ClusterException when the broker does not take it
   */
  public List<Result> again(RejectedLog log, Collection<Rejected> some) {
    List<Result> results = new ArrayList<>();
    try {
      log.whole(
          some,
          each -> {
            Result result = again(each, true);
            // Only what is being looked at is held whole.
            results.add(
                new Result(
                    each.lightened(null), result.sent(), result.counted(), result.message()));
          });
    } finally {
      // Also of a run that fails midway: what was sent is sent.
      producer.flush();
      for (Result result : results) {
        if (result.sent() > 0) {
          tell(result.rejected());
        }
      }
      producer.flush();
    }
    return results;
  }

  /**
   * What {@link #again} would do by now; nothing is sent.
   *
   * @param some as the log has found them
   */
  public List<Result> rehearse(RejectedLog log, Collection<Rejected> some) {
    List<Result> results = new ArrayList<>();
    log.whole(
        some,
        each -> {
          Result result = again(each, false);
          results.add(
              new Result(each.lightened(null), result.sent(), result.counted(), result.message()));
        });
    return results;
  }

  private void tell(Rejected rejected) {
    RejectedEvent was = rejected.event();
    RejectedEvent now = new RejectedEvent();
    now.setReason(was.getReason());
    now.setRule(was.getRule());
    now.setSource(was.getSource());
    now.setEventId(was.getEventId());
    now.setFile(was.getFile());
    now.setRow(was.getRow());
    now.setMessage("sent again");
    now.setArrival(was.getArrival());
    now.setResentAt(Instant.ofEpochMilli(delivery.arrival()));
    now.setResentBy(by);
    producer.send(
        EventRecords.of(
            Topics.REJECTED_EVENTS.name(),
            keys.encode(rejected.key()),
            values.encode(now),
            delivery));
  }

  /** As rows. */
  public static Sheet sheet(List<Result> results) {
    Sheet sheet = new Sheet("place", "source", "event", "reason", "sent", "message");
    for (Result result : results) {
      RejectedEvent event = result.rejected().event();
      sheet.row(
          result.rejected().place(),
          Objects.requireNonNullElse(event.getSource(), ""),
          Objects.requireNonNullElse(event.getEventId(), ""),
          event.getReason(),
          result.sent(),
          result.message());
    }
    return sheet;
  }

  private Result again(Rejected rejected, boolean send) {
    RejectedEvent event = rejected.event();
    if (Rejected.isRow(rejected.key(), event)) {
      return mapping == null ? notSent(rejected, ROW_NEEDS_MAPPING) : row(rejected, mapping, send);
    }
    if (event.getReason().equals(Reason.CONFLICT.name())) {
      return notSent(
          rejected, "another copy of the same version is kept; raise the revision at the source");
    }
    byte[] key = Rejected.bytes(event.getOriginalKey());
    byte[] value = Rejected.bytes(event.getOriginalValue());
    if (key == null || value == null) {
      return notSent(
          rejected, "it has no " + (key == null ? "key" : "value") + "; correct it at its source");
    }
    if (event.getOriginalKeySize() != null || event.getOriginalValueSize() != null) {
      return notSent(rejected, "only its first 256 KiB were kept; send it again from its source");
    }
    String topic = rejected.key().getTopic();
    Optional<RejectedEvent> refusal = admission.refusal(topic, key, value, delivery.arrival());
    if (refusal.isPresent()) {
      return notSent(
          rejected,
          "it would be rejected again (%s): %s"
              .formatted(refusal.get().getReason(), refusal.get().getMessage()));
    }
    if (send) {
      producer.send(EventRecords.of(topic, key, value, delivery));
    }
    return new Result(rejected, 1, 1, "sent to " + topic);
  }

  private Result row(Rejected rejected, Mapping by, boolean send) {
    RejectedEvent event = rejected.event();
    byte[] kept = Rejected.bytes(event.getOriginalValue());
    String source = Objects.requireNonNullElse(event.getSource(), by.name());
    if (kept == null || event.getMessage().startsWith(RejectCode.TOO_LARGE.name())) {
      return notSent(rejected, ROW_NEEDS_MAPPING);
    }
    Position position =
        new Position(
            Objects.requireNonNullElse(event.getFile(), ""),
            Objects.requireNonNullElse(event.getRow(), 0L),
            0);
    RowOutcome outcome;
    try {
      outcome = by.again(new String(kept, StandardCharsets.UTF_8), position, source);
    } catch (InputException e) {
      return notSent(rejected, String.valueOf(e.getMessage()));
    }
    RowRecords.Made made = new RowRecords(producer.records().values(), by).of(outcome, source);
    if (made.outcome() instanceof RowOutcome.Rejected again) {
      return notSent(rejected, "it would be rejected again: " + again.message());
    }
    if (made.outcome() instanceof RowOutcome.Filtered filtered) {
      return notSent(rejected, "the mapping leaves it out: " + filtered.reason());
    }
    List<InputRecord> facts =
        made.records().stream().filter(record -> FACTS.contains(record.topic())).toList();
    for (InputRecord record : facts) {
      Optional<RejectedEvent> refusal =
          admission.refusal(
              record.topic().name(), record.keyBytes(), record.value(), delivery.arrival());
      if (refusal.isPresent()) {
        return notSent(
            rejected,
            "it would be rejected again (%s): %s"
                .formatted(refusal.get().getReason(), refusal.get().getMessage()));
      }
    }
    if (send) {
      made.records().forEach(record -> producer.send(record, delivery));
    }
    return new Result(
        rejected,
        Math.toIntExact(
            made.records().stream()
                .filter(record -> !record.topic().equals(Topics.SOURCE_MAPPINGS))
                .count()),
        facts.size(),
        "mapped by %s, version %d".formatted(by.name(), by.version()));
  }

  private static Result notSent(Rejected rejected, String why) {
    return new Result(rejected, 0, 0, why);
  }
}

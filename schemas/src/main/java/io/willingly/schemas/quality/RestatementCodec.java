package io.willingly.schemas.quality;

import io.willingly.event.RestatedMetric;
import io.willingly.event.RestatementCause;
import io.willingly.event.RestatementKey;
import io.willingly.event.TallyChange;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.metrics.quality.Headline;
import io.willingly.metrics.quality.Headline.Fraction;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.Restatement;
import io.willingly.metrics.scope.Restatement.At;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Cause;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of {@code restatements} under one rule set. */
public final class RestatementCodec {
  private final Definition definition;
  private final Closing closing;

  public RestatementCodec(Definition definition, Closing closing) {
    this.definition = definition;
    this.closing = closing;
  }

  public RestatementKey key(ScopeId scope, At at) {
    return new RestatementKey(
        scope.kind().name(), scope.id(), at.role(), at.period().toString(), definition.version());
  }

  /**
   * The record of a restatement.
   *
   * @param after the integers of the period with the change
   */
  public io.willingly.event.Restatement value(At at, Restatement restatement, Tally after) {
    Tally change = restatement.change();
    Causes causes = restatement.causes();
    return new io.willingly.event.Restatement(
        LocalDate.ofEpochDay(at.arrivalDay()),
        LocalDate.ofEpochDay(closing.day(at.period())),
        changes(change),
        causes.listed().stream()
            .map(cause -> new RestatementCause(cause.source(), cause.eventId(), cause.reason()))
            .toList(),
        causes.count(),
        metrics(after.minus(change), after));
  }

  private static List<TallyChange> changes(Tally change) {
    List<TallyChange> changes = new ArrayList<>(change.size());
    for (int i = 0; i < change.size(); i++) {
      int key = change.keyAt(i);
      changes.add(
          new TallyChange(TallyField.of(key).name(), TallyField.bucket(key), change.valueAt(i)));
    }
    return changes;
  }

  private List<RestatedMetric> metrics(Tally before, Tally after) {
    List<RestatedMetric> metrics = new ArrayList<>();
    for (Headline headline : Headline.values()) {
      Fraction was = headline.of(before, definition);
      Fraction is = headline.of(after, definition);
      if (!was.equals(is)) {
        metrics.add(
            new RestatedMetric(
                headline.text(),
                decimal(was.rate()),
                decimal(is.rate()),
                was.numerator(),
                was.denominator(),
                is.numerator(),
                is.denominator()));
      }
    }
    return metrics;
  }

  private static @Nullable ByteBuffer decimal(Value value) {
    return value instanceof Value.Rate rate ? Rates.bytes(rate.decimal()) : null;
  }

  /** The causes a record names. */
  public static Causes causes(io.willingly.event.Restatement record) {
    return new Causes(
        record.getCauses().stream()
            .map(cause -> new Cause(cause.getSource(), cause.getEventId(), cause.getReason()))
            .toList(),
        record.getCauseCount());
  }
}

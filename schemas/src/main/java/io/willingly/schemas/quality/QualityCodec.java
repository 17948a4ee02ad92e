package io.willingly.schemas.quality;

import io.willingly.event.DayCount;
import io.willingly.event.Money;
import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code service-quality} under one rule set. Equal tallies give equal bytes at the same
 * as-of day. Thread-safe.
 */
public final class QualityCodec {
  private static final Set<TallyField> HISTOGRAMS =
      EnumSet.of(
          TallyField.REMORSE_DAY,
          TallyField.REMORSE_DEED_DAY,
          TallyField.REGRET_DAY,
          TallyField.CENSORED_DAY,
          TallyField.UNKNOWN_REVERSAL_DAY,
          TallyField.REMORSE_DAY_HAPPY,
          TallyField.REMORSE_DAY_NEUTRAL,
          TallyField.REMORSE_DAY_UNHAPPY,
          TallyField.REMORSE_DAY_SPLIT,
          TallyField.REFERRED_DAY,
          TallyField.REPEAT_DAY,
          TallyField.PACE_DAYS,
          TallyField.MONOLOGUE_LOG2);

  private final int version;
  private final String hash;
  private final List<Column> columns;

  /** Place of each column in the record, in the order of the columns. */
  private final int[] places;

  public QualityCodec(Definition definition) {
    version = definition.version();
    hash = definition.hash();
    columns = Columns.of(definition).all();
    Schema schema = ServiceQuality.getClassSchema();
    places = columns.stream().mapToInt(column -> schema.getField(column.name()).pos()).toArray();
  }

  public ServiceQualityKey key(ScopeId scope, String role, Period period) {
    return new ServiceQualityKey(scope.kind().name(), scope.id(), role, period.toString(), version);
  }

  /**
   * The row of a tally, or null when all is zero: a row that exists in one order of arrival only
   * must not (R57).
   *
   * @param asOf the organisation's date of publication, as an epoch day
   */
  public @Nullable ServiceQuality value(Tally tally, int asOf) {
    if (tally.isZero()) {
      return null;
    }
    ServiceQuality row = new ServiceQuality();
    row.setAsOf(LocalDate.ofEpochDay(asOf));
    row.setDefinitionVersion(version);
    row.setDefinitionHash(hash);
    for (int i = 0; i < places.length; i++) {
      row.put(places[i], avro(columns.get(i).of(tally)));
    }
    row.setHistograms(histograms(tally));
    return row;
  }

  private static @Nullable Object avro(Value value) {
    if (value instanceof Value.Count count) {
      return count.count();
    }
    if (value instanceof Value.Rate rate) {
      return ByteBuffer.wrap(rate.decimal().unscaledValue().toByteArray());
    }
    if (value instanceof Value.Amounts amounts) {
      return amounts.amounts().stream()
          .map(money -> new Money(money.minor(), money.currency()))
          .toList();
    }
    return null;
  }

  private static List<DayCount> histograms(Tally tally) {
    List<DayCount> counts = new ArrayList<>();
    for (TallyField field : HISTOGRAMS) {
      int last = tally.indexAfter(field);
      for (int i = tally.indexOf(field); i < last; i++) {
        counts.add(new DayCount(field.name(), tally.keyAt(i) - field.key(), tally.valueAt(i)));
      }
    }
    return counts;
  }
}

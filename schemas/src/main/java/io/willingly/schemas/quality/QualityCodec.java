package io.willingly.schemas.quality;

import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Column;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import io.willingly.schemas.wire.WireFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;
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

  private static final Utf8[] NAMES =
      Arrays.stream(TallyField.values()).map(TallyField::name).map(Utf8::new).toArray(Utf8[]::new);

  private final int version;
  private final Utf8 hash;
  private final int minimum;
  private final List<Column> columns;
  private final RateCodec rates;

  public QualityCodec(Definition definition) {
    version = definition.version();
    hash = new Utf8(definition.hash());
    minimum = definition.minimumCount();
    Columns table = Columns.of(definition);
    columns = table.all();
    rates = new RateCodec(table, minimum);
  }

  public ServiceQualityKey key(ScopeId scope, String role, Period period) {
    return new ServiceQualityKey(scope.kind().name(), scope.id(), role, period.toString(), version);
  }

  /**
   * The row of a tally as the body of a {@link io.willingly.event.ServiceQuality}, or null when all
   * is zero: a row that exists in one order of arrival only must not (R57). Written column by
   * column, for these rows are most of what is published: a record in between costs four times as
   * much.
   *
   * @param cohorts the period's won deals by age, as far as maturity needs it; none to leave it out
   * @param asOf the organisation's date of publication, as an epoch day
   */
  public WireFormat.@Nullable Body body(Tally tally, List<Cohort> cohorts, int asOf) {
    return tally.isZero() ? null : out -> write(tally, cohorts, asOf, out);
  }

  private void write(Tally tally, List<Cohort> cohorts, int asOf, Encoder out) throws IOException {
    out.writeInt(asOf);
    out.writeInt(version);
    out.writeString(hash);
    for (Column column : columns) {
      write(column.kind(), column.of(tally), out);
    }
    writeHistograms(tally, out);
    rates.write(tally, out);
    rates.write(Maturity.of(cohorts, minimum), out);
  }

  private static void write(Column.Kind kind, Value value, Encoder out) throws IOException {
    if (value instanceof Value.Count count) {
      out.writeLong(count.count());
    } else if (value instanceof Value.Rate rate) {
      RateCodec.writeRate(rate.millionths(), out);
    } else if (value instanceof Value.Amounts amounts) {
      writeAmounts(amounts.amounts(), out);
    } else if (kind == Column.Kind.RATE) {
      RateCodec.writeRate(null, out);
    } else {
      throw new IllegalStateException("only a rate can be absent, not a " + kind);
    }
  }

  private static void writeAmounts(List<Money> amounts, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(amounts.size());
    // By index: most of these lists are empty, and an iterator costs more than that takes.
    for (int i = 0; i < amounts.size(); i++) {
      out.startItem();
      out.writeLong(amounts.get(i).minor());
      out.writeString(amounts.get(i).currency());
    }
    out.writeArrayEnd();
  }

  private static void writeHistograms(Tally tally, Encoder out) throws IOException {
    int count = 0;
    for (TallyField field : HISTOGRAMS) {
      count += tally.indexAfter(field) - tally.indexOf(field);
    }
    out.writeArrayStart();
    out.setItemCount(count);
    for (TallyField field : HISTOGRAMS) {
      int last = tally.indexAfter(field);
      for (int i = tally.indexOf(field); i < last; i++) {
        out.startItem();
        out.writeString(NAMES[field.ordinal()]);
        out.writeInt(tally.keyAt(i) - field.key());
        out.writeLong(tally.valueAt(i));
      }
    }
    out.writeArrayEnd();
  }
}

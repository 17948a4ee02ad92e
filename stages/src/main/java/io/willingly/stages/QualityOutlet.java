package io.willingly.stages;

import io.willingly.event.ServiceQuality;
import io.willingly.event.ServiceQualityKey;
import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.quality.Maturity;
import io.willingly.metrics.scope.Changed;
import io.willingly.metrics.scope.Cohort;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.scope.ScopeTallies;
import io.willingly.metrics.tally.Tally;
import io.willingly.schemas.quality.QualityCodec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Publishes the rows of service quality that changed, once a commit (R54), as they stand then. A
 * row of zero is a tombstone (R57).
 */
public final class QualityOutlet {
  private static final int LONGEST_WINDOW = 90;

  private final Function<ScopeId, Rows> rows;
  private final DeltaBuffer<QualityKey, Boolean> changes;
  private final Function<ScopeId, AsOf> days;
  private final Outlet<ServiceQualityKey, ServiceQuality> outlet;
  private final QualityCodec codec;

  /**
   * An outlet of the scopes of a task.
   *
   * @param rows those of a scope, valid until another's are asked for
   * @param days of a scope
   */
  public QualityOutlet(
      Function<ScopeId, Rows> rows,
      DeltaBuffer<QualityKey, Boolean> changes,
      Function<ScopeId, AsOf> days,
      Outlet<ServiceQualityKey, ServiceQuality> outlet,
      Definition definition) {
    this.rows = rows;
    this.changes = changes;
    this.days = days;
    this.outlet = outlet;
    this.codec = new QualityCodec(definition);
    changes.drainTo(this::publish);
  }

  public static DeltaBuffer<QualityKey, Boolean> buffer() {
    return new DeltaBuffer<>(Boolean::logicalOr, changed -> 128);
  }

  /** Notes rows that changed; with a day in a rolling window, the window's row changes too. */
  void changed(ScopeId scope, Collection<Changed> rowsChanged) {
    Days window = window(days.apply(scope));
    for (Changed row : rowsChanged) {
      mark(scope, row.role(), row.period());
      if (row.period().kind() == Period.Kind.DAY && window.contains(row.period().firstDay())) {
        markRolling(scope, row.role());
      }
    }
  }

  /**
   * Notes the rows of a scope that change by time alone: the rolling ones, and those of periods
   * with deals young enough to mature.
   */
  public void dayTurned(ScopeId scope) {
    AsOf day = days.apply(scope);
    Days window = window(day);
    ScopeTallies tallies = tallies(scope);
    Days unsettled = new Days(day.rolled() - Maturity.LONGEST, day.asOf());
    for (String role : tallies.roles()) {
      for (int young : tallies.days(role, unsettled)) {
        if (window.contains(young)) {
          markRolling(scope, role);
        }
        for (Period period : Period.of(young)) {
          if (period.kind() != Period.Kind.DAY) {
            mark(scope, role, period);
          }
        }
      }
    }
  }

  private static Days window(AsOf day) {
    return new Days(day.rolled() - LONGEST_WINDOW + 1, day.asOf());
  }

  private void markRolling(ScopeId scope, String role) {
    Period.ROLLING.forEach(period -> mark(scope, role, period));
  }

  private void mark(ScopeId scope, String role, Period period) {
    changes.add(new QualityKey(scope, role, period), Boolean.TRUE);
  }

  private void publish(List<Map.Entry<QualityKey, Boolean>> entries) {
    Young young = null;
    for (Map.Entry<QualityKey, Boolean> entry : entries) {
      QualityKey key = entry.getKey();
      int asOf = days.apply(key.scope()).asOf();
      ScopeTallies tallies = tallies(key.scope());
      Tally tally = tallies.total(key.role(), key.period(), asOf);
      List<Cohort> cohorts = List.of();
      // Not for a single day: all its deals are of one age, which moves on without a change.
      if (key.period().kind() != Period.Kind.DAY) {
        if (young == null || !young.isOf(key)) {
          Days days = new Days(asOf - Maturity.LONGEST, Integer.MAX_VALUE);
          young = new Young(key.scope(), key.role(), tallies.byDay(key.role(), days));
        }
        cohorts = tallies.cohorts(key.role(), key.period(), asOf, tally, young.byDay());
      }
      outlet.sendBody(
          codec.key(key.scope(), key.role(), key.period()), codec.body(tally, cohorts, asOf));
    }
  }

  /** The young deals of a role of a scope, read once for all its periods: they come together. */
  private record Young(ScopeId scope, String role, SortedMap<Integer, Tally> byDay) {
    boolean isOf(QualityKey key) {
      return scope.equals(key.scope()) && role.equals(key.role());
    }
  }

  private ScopeTallies tallies(ScopeId scope) {
    return new ScopeTallies(rows.apply(scope));
  }
}

package io.willingly.metrics.comparison;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.statistics.Prior;
import io.willingly.metrics.statistics.Trials;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The baselines of reps, or of teams, of one day (R111). Each Monday of the organisation's calendar
 * has its own, fitted to the deals of 365 settled cohort days as known at the end of the day
 * before: a function of the past, so that any can be had again from the bitemporal tallies, and a
 * question about a past day is answered with the baseline of its time. Not thread-safe while it is
 * filled.
 */
public final class Baselines {
  private static final int DAYS = 365;

  private final ScopeId.Kind unit;
  private final int fittedOn;
  private final boolean scheduled;
  private final Map<Component, Fit> fits = new EnumMap<>(Component.class);

  /** What the baselines of a component are fitted to. */
  private record Fit(Days window, Sample sample) {
    List<Trials> rows(Component component, Segment segment) {
      return sample.units().stream()
          .map(id -> component.of(sample.of(id, segment)))
          .filter(trials -> trials.trials() > 0)
          .toList();
    }
  }

  private Baselines(ScopeId.Kind unit, int fittedOn, boolean scheduled) {
    this.unit = unit;
    this.fittedOn = fittedOn;
    this.scheduled = scheduled;
  }

  /** The day of the schedule that is due on a day: the Monday at or before it. */
  public static int due(int day) {
    return Math.toIntExact(
        LocalDate.ofEpochDay(day)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .toEpochDay());
  }

  /**
   * The baselines of a day of the schedule, to be filled by {@link #add} with cells of all days
   * they {@link #need}.
   *
   * @param monday see {@link #due}
   */
  public static Baselines scheduled(ScopeId.Kind unit, int monday, Definition definition) {
    Baselines baselines = new Baselines(unit, monday, true);
    for (Component component : Component.values()) {
      int settled = monday - component.window(definition) - 1;
      Days window = new Days(settled - DAYS + 1, settled);
      baselines.fits.put(component, new Fit(window, new Sample()));
    }
    return baselines;
  }

  /** Whether a cohort day is in the window of any component. */
  public boolean need(int cohortDay) {
    return fits.values().stream().anyMatch(fit -> fit.window().contains(cohortDay));
  }

  /** Adds a cell to the baselines it belongs to; what arrived on their day or later is none's. */
  public void add(String id, Segment kind, int cohortDay, int arrivalDay, Counts counts) {
    if (arrivalDay < fittedOn) {
      for (Fit fit : fits.values()) {
        if (fit.window().contains(cohortDay)) {
          fit.sample().add(id, kind, counts);
        }
      }
    }
  }

  /**
   * Baselines off the schedule, fitted to the very deals that are compared: for data of which too
   * little was known on the last Monday, such as a history just replayed, or one of years ago.
   *
   * @param day of the question
   * @param window cohort days of the sample
   */
  public static Baselines unscheduled(ScopeId.Kind unit, int day, Days window, Sample sample) {
    Baselines baselines = new Baselines(unit, day, false);
    for (Component component : Component.values()) {
      baselines.fits.put(component, new Fit(window, sample));
    }
    return baselines;
  }

  /** Their version. */
  public int fittedOn() {
    return fittedOn;
  }

  /** Whether they are those of the schedule, which are published. */
  public boolean scheduled() {
    return scheduled;
  }

  /** Whether there are units enough to tell how they differ. */
  public boolean tell(Yardstick yardstick) {
    return yardstick.components().stream()
        .allMatch(component -> rows(component, Segment.ALL).size() >= Prior.LEAST_ROWS);
  }

  /** The baseline of a segment; that of all deals where the segment has too few units to tell. */
  Baseline of(Component component, Segment segment) {
    List<Trials> rows = rows(component, segment);
    return rows.size() < Prior.LEAST_ROWS && !segment.equals(Segment.ALL)
        ? of(component, Segment.ALL)
        : fit(component, segment, rows);
  }

  /** The baselines of every component and segment with trials. */
  public List<Baseline> all() {
    List<Baseline> all = new ArrayList<>();
    fits.forEach(
        (component, fit) -> {
          SortedSet<Segment> segments = new TreeSet<>();
          fit.sample().kinds().forEach(kind -> segments.addAll(kind.within()));
          for (Segment segment : segments) {
            List<Trials> rows = fit.rows(component, segment);
            if (!rows.isEmpty()) {
              all.add(fit(component, segment, rows));
            }
          }
        });
    return all;
  }

  private List<Trials> rows(Component component, Segment segment) {
    return at(component).rows(component, segment);
  }

  private Fit at(Component component) {
    Fit fit = fits.get(component);
    if (fit == null) {
      throw new IllegalStateException("no baseline of " + component);
    }
    return fit;
  }

  private Baseline fit(Component component, Segment segment, List<Trials> rows) {
    return new Baseline(
        component,
        unit,
        segment,
        fittedOn,
        at(component).window(),
        Prior.fit(rows),
        rows.size(),
        rows.stream().mapToLong(Trials::successes).sum(),
        rows.stream().mapToLong(Trials::trials).sum());
  }
}

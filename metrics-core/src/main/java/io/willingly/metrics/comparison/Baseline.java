package io.willingly.metrics.comparison;

import io.willingly.metrics.period.Period.Days;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.metrics.statistics.Prior;

/**
 * How rates differ between reps, or between teams: what an estimate is drawn to.
 *
 * @param unit rep or team
 * @param fittedOn its version: the epoch day of the schedule; it knows what had arrived before
 * @param window the cohort days it was fitted to, all settled by then
 * @param units reps or teams with trials in them
 * @param successes pooled
 * @param trials pooled
 */
public record Baseline(
    Component component,
    ScopeId.Kind unit,
    Segment segment,
    int fittedOn,
    Days window,
    Prior prior,
    int units,
    long successes,
    long trials) {}

package io.willingly.streams.query;

import io.willingly.metrics.comparison.Mix;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;

/**
 * Why the raw and the mix-adjusted rate of a rep or team differ.
 *
 * @param settledThrough last cohort day whose deals are settled; younger ones are not compared
 * @param definitionVersion rule set of the numbers
 * @param lag records still to be read when it was made
 */
public record MixAnswer(
    ScopeId scope,
    Metric metric,
    Period period,
    AsOf asOf,
    int settledThrough,
    int definitionVersion,
    long lag,
    Mix mix)
    implements MixResult {}

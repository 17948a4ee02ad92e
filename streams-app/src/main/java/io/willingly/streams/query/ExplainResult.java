package io.willingly.streams.query;

/** Answer to {@link Queries#explain}. */
public sealed interface ExplainResult permits Explanation, Unknown {}

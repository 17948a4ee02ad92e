package io.willingly.streams.query;

/** {@link Restatements}, or why there are none. */
public sealed interface RestatementsResult permits Restatements, Unknown {}

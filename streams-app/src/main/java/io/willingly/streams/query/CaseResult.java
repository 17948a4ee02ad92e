package io.willingly.streams.query;

/** Answer to {@link Queries#deal}. */
public sealed interface CaseResult permits CaseFile, Unknown {}

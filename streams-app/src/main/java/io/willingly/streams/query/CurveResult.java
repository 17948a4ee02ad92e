package io.willingly.streams.query;

/** A {@link Curve}, or why there is none. */
public sealed interface CurveResult permits Curve, Unknown {}

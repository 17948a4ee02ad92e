package io.willingly.metrics.fact;

/** The kind of log a fact came from; one topic each. The order breaks ties in time (R1). */
public enum Family {
  DEAL,
  SURVEY,
  CALL,
  REFERRAL,
  ERASURE,
  REP
}

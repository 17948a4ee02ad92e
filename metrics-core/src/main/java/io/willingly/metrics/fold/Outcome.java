package io.willingly.metrics.fold;

/** What became of a delivered record; each has exactly one (DESIGN section 5). */
public enum Outcome {
  COUNTED,
  PENDING,
  REJECTED,
  DUPLICATE,
  SUPERSEDED,
  IGNORED
}

package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import java.time.Clock;

/**
 * What the publication of service quality and restatements needs.
 *
 * @param clock tells the day rolling windows end on (R56)
 */
public record QualitySetup(TaskSetup task, Clock clock) {
  Definition definition() {
    return task.definition();
  }

  Closing closing() {
    return task.closing();
  }

  String organisation() {
    return task.organisation();
  }
}

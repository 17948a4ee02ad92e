package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import java.time.Clock;

/**
 * What the publication of service quality needs.
 *
 * @param clock tells the day rolling windows end on (R56)
 */
public record QualitySetup(TaskSetup task, Clock clock) {
  Definition definition() {
    return task.definition();
  }

  String organisation() {
    return task.organisation();
  }
}

package io.willingly.streams.processor;

import io.willingly.stages.Position;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Where the record being processed was read. */
final class Positions {
  private Positions() {}

  static Position of(ProcessingContext context) {
    return context
        .recordMetadata()
        .map(from -> new Position(from.topic(), from.partition(), from.offset()))
        .orElseThrow(() -> new IllegalStateException("no record is being processed"));
  }
}

package io.willingly.streams.processor;

import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Where the record being processed was read. */
final class Positions {
  private Positions() {}

  static RecordMetadata of(ProcessingContext context) {
    return context
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("no record is being processed"));
  }
}

package io.willingly.stages;

/** Where a record was read. */
public record Position(String topic, int partition, long offset) {}

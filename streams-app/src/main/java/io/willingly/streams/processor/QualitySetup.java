package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.wire.SchemaIds;
import java.time.Clock;

/** What the publication of service quality needs. */
public record QualitySetup(Definition definition, SchemaIds ids, Clock clock) {}

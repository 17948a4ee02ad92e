package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.wire.SchemaIds;
import java.time.Clock;

/**
 * What the publication of service quality needs.
 *
 * @param organisation id of the organisation scope (R40)
 */
public record QualitySetup(
    Definition definition, String organisation, SchemaIds ids, Clock clock) {}

package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.wire.SchemaIds;

/**
 * What every stateful processor needs.
 *
 * @param definition the rule set
 * @param organisation id of the organisation scope (R40)
 * @param ids the schema registry
 * @param publication which topics are written
 */
public record TaskSetup(
    Definition definition, String organisation, SchemaIds ids, Publication publication) {}

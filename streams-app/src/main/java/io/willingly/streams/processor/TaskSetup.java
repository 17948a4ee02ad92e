package io.willingly.streams.processor;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.wire.SchemaIds;

/**
 * What every stateful processor needs.
 *
 * @param definition the rule set
 * @param closing when periods close: what changes one later takes its causes along (R53)
 * @param organisation id of the organisation scope (R40)
 * @param ids the schema registry
 * @param publication which topics are written
 */
public record TaskSetup(
    Definition definition,
    Closing closing,
    String organisation,
    SchemaIds ids,
    Publication publication) {}

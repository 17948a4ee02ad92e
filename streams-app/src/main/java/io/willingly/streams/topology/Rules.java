package io.willingly.streams.topology;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.period.Closing;
import io.willingly.schemas.topic.Topics;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.Publication;
import io.willingly.stages.TaskSetup;
import java.time.Clock;

/**
 * What the processors are built with.
 *
 * @param definition the rule set
 * @param closing when periods close (R53)
 * @param organisation id of the organisation scope (R40)
 * @param ids the schema registry
 * @param partitions of each input topic (R58)
 * @param clock tells the day rolling windows end on (R56); never used for a fact
 * @param publication which topics are written (R71)
 */
public record Rules(
    Definition definition,
    Closing closing,
    String organisation,
    SchemaIds ids,
    int partitions,
    Clock clock,
    Publication publication) {
  TaskSetup task() {
    // What nobody is told need not be prepared.
    Closing told = publication.includes(Topics.RESTATEMENTS) ? closing : Closing.NEVER;
    return new TaskSetup(definition, told, organisation, ids, publication);
  }
}

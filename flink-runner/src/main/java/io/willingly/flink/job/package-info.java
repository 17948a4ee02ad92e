/**
 * The pipeline as a graph of Flink: {@link io.willingly.flink.job.PipelineJob} is its one page.
 * Each operator gives a step of {@code io.willingly.stages} what it needs of Flink (ADR 0019).
 */
@NullMarked
package io.willingly.flink.job;

import org.jspecify.annotations.NullMarked;

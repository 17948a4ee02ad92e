package io.willingly.flink;

import io.willingly.flink.job.PipelineJob;
import io.willingly.schemas.wire.SchemaIds;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether all is as it must be, and builds the job. */
record Launch(RunnerSettings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

  /** What of Flink's own settings the job needs, where it resumes included. */
  Configuration configuration() {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDir());
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // A job that was stopped or killed is resumed from its last one.
    flink.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    return flink;
  }

  /**
   * Builds the job.
   *
   * @throws StartException when something is not as it must be; nothing was read then
   */
  void build(StreamExecutionEnvironment environment) {
    JobConfig config = checked();
    Configuration flink = configuration();
    from()
        .ifPresent(
            path -> {
              LOG.info("resuming from {}", path);
              flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
              // A checkpoint is Flink's to delete when it has a newer one; a savepoint is not.
              flink.set(
                  StateRecoveryOptions.RESTORE_MODE,
                  settings.savepoint().isEmpty()
                      ? RecoveryClaimMode.CLAIM
                      : RecoveryClaimMode.NO_CLAIM);
            });
    environment.configure(flink);
    if (settings.parallelism() > 0) {
      environment.setParallelism(settings.parallelism());
    }
    PipelineJob.build(environment, config);
  }

  private Optional<String> from() {
    return settings.savepoint().isEmpty()
        ? new Checkpoints(settings.checkpointDir()).newest()
        : Optional.of(settings.savepoint());
  }

  private JobConfig checked() {
    SchemaIds ids = settings.registry().ids();
    try (KafkaCluster kafka = new KafkaCluster(settings.client())) {
      KafkaCluster.Found topics = kafka.topics();
      if (kafka.hasRead(settings.applicationId())) {
        throw new StartException(
            ("'%1$s' is counted by Kafka Streams (its consumer group has read): two engines would"
                    + " publish every number twice. Stop it, and count all again here with"
                    + " `willingly run --engine flink --rebuild`, or set another"
                    + " pipeline.application-id on a cluster with other topics")
                .formatted(settings.applicationId()));
      }
      if (from().isEmpty() && kafka.hasRead(settings.group())) {
        throw new StartException(
            ("group %s has counted before, but there is no checkpoint in %s: every event would be"
                    + " counted a second time. Name the directory with flink.checkpoint-dir or a"
                    + " savepoint with flink.savepoint; or count all again with `willingly run"
                    + " --engine flink --rebuild`")
                .formatted(settings.group(), settings.checkpointDir()));
      }
      return new JobConfig(
          settings.client(),
          settings.group(),
          settings.organisation(),
          kafka.rules(ids),
          settings.closing(),
          settings.registry(),
          topics.partitions(),
          topics.ids(),
          settings.transactionTimeout());
    }
  }
}

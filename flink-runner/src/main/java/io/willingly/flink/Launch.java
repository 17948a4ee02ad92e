package io.willingly.flink;

import io.willingly.flink.job.PipelineJob;
import io.willingly.metrics.definition.Definition;
import io.willingly.schemas.wire.SchemaIds;
import io.willingly.stages.FlinkGroups;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether all is as it must be, and builds the job. */
record Launch(RunnerSettings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);

  /** A job that was killed is a member until its session has timed out, after ten seconds. */
  private static final Duration GONE = Duration.ofSeconds(15);

  /** What brokers allow where nobody has set it. */
  private static final Duration BROKERS_DEFAULT = Duration.ofMinutes(15);

  /** How long a restart may take in which what was written stays undecided (R96). */
  private static final Duration RECOVERY = Duration.ofMinutes(1);

  private static final Duration LOOK = Duration.ofMillis(200);

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
    // Of `flink run -s`, which says too whose it is.
    String named = environment.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_PATH);
    Configuration flink = configuration();
    JobConfig config;
    try (KafkaCluster kafka = new KafkaCluster(settings.client())) {
      List<String> running = List.of(FlinkGroups.members(settings.group()));
      Optional<String> from = resumption(named, () -> kafka.hasMember(running));
      config = checked(kafka, from.isPresent());
      if (named == null) {
        from.ifPresent(
            path -> {
              LOG.info("resuming from {}", path);
              flink.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
              // Flink's to delete when it has a newer one.
              flink.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
            });
      }
    }
    environment.configure(flink);
    if (settings.parallelism() > 0) {
      environment.setParallelism(settings.parallelism());
    }
    PipelineJob.build(environment, config);
  }

  /**
   * Where to go on; empty to begin. Looked for when no other job is left: until then it may
   * complete a newer one, and what came after an older one would be published twice.
   *
   * @param named what `flink run -s` was told, which needs no look
   * @param anotherRuns whether there is another job
   * @throws StartException when the other stays
   */
  Optional<String> resumption(@Nullable String named, BooleanSupplier anotherRuns) {
    requireAlone(anotherRuns);
    return named == null ? new Checkpoints(settings.checkpointDir()).newest() : Optional.of(named);
  }

  private JobConfig checked(KafkaCluster kafka, boolean resumes) {
    SchemaIds ids = settings.registry().ids();
    KafkaCluster.Found topics = kafka.topics();
    Definition rules = kafka.rules(ids);
    requireNoStreams(kafka, rules);
    if (!resumes) {
      requireNothingCounted(kafka);
      kafka.begin(settings.group());
    }
    return new JobConfig(
        settings.client(),
        settings.group(),
        settings.organisation(),
        rules,
        settings.closing(),
        settings.registry(),
        topics.partitions(),
        topics.ids(),
        transactionTimeout(kafka.longestTransaction()));
  }

  /**
   * How long transactions may be open. What brokers abort before a job has committed it is lost:
   * its checkpoint says that it is done.
   *
   * @param most that the brokers allow, where they say so
   * @throws StartException when it is more, or less than a restart takes (R96)
   */
  Duration transactionTimeout(OptionalLong most) {
    long set = settings.transactionTimeout().toMillis();
    if (set > most.orElse(Long.MAX_VALUE)) {
      throw new StartException(
          "flink.transaction-timeout-ms is %d, but the brokers allow %d: leave it out, or raise their %s"
              .formatted(set, most.getAsLong(), KafkaCluster.LONGEST_TRANSACTION));
    }
    long timeout = set == 0 ? most.orElse(BROKERS_DEFAULT.toMillis()) : set;
    long least = settings.checkpointInterval().plus(RECOVERY).toMillis();
    if (timeout < least) {
      throw new StartException(
          "R96: transactions may be open for %d ms, but a checkpoint every %d ms and a restart between two need at least %d: raise %s"
              .formatted(
                  timeout,
                  settings.checkpointInterval().toMillis(),
                  least,
                  set == 0
                      ? KafkaCluster.LONGEST_TRANSACTION + " of the brokers"
                      : "flink.transaction-timeout-ms"));
    }
    return Duration.ofMillis(timeout);
  }

  /** A rule set that came by a switch is counted by Kafka Streams under its number (R71). */
  private void requireNoStreams(KafkaCluster kafka, Definition rules) {
    String id = settings.applicationId();
    List<String> groups = List.of(id, id + "-v" + rules.version());
    if (kafka.hasRead(groups) || kafka.hasMember(groups)) {
      throw new StartException(
          ("'%s' is counted by Kafka Streams (its consumer group has read, or has members): two"
                  + " engines would publish every number twice. Stop it, and count all again here"
                  + " with `willingly run --engine flink --rebuild`, or set another"
                  + " pipeline.application-id on a cluster with other topics")
              .formatted(id));
    }
  }

  /** Two jobs would abort each other's transactions. */
  private void requireAlone(BooleanSupplier anotherRuns) {
    long deadline = System.nanoTime() + GONE.toNanos();
    while (anotherRuns.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new StartException(
            ("a job of '%s' runs already: stop it first; or set another pipeline.application-id on a"
                    + " cluster with other topics")
                .formatted(settings.applicationId()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void requireNothingCounted(KafkaCluster kafka) {
    if (kafka.hasRead(List.of(settings.group()))) {
      throw new StartException(
          ("group %s has counted before, but there is no checkpoint in %s: every event would be"
                  + " counted a second time. Name the directory with flink.checkpoint-dir or a"
                  + " savepoint with `flink run -s`; or count all again with `willingly run"
                  + " --engine flink --rebuild`")
              .formatted(settings.group(), settings.checkpointDir()));
    }
  }
}

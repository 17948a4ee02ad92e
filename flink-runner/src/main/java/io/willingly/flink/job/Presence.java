package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Shows on the cluster that the job runs: sources of Flink read without joining their group, so
 * that neither a rebuild nor a second job would notice it. One subtask is a member of a group
 * beside that, by a consumer whose own thread sends its heartbeats. Passes on what it gets.
 */
final class Presence extends AbstractStreamOperator<Incoming>
    implements OneInputStreamOperator<Incoming, Incoming> {
  private static final long serialVersionUID = 1;
  private static final String SESSION_MILLIS = "10000";
  private static final Duration JOIN = Duration.ofSeconds(5);
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final JobConfig job;
  private transient @Nullable KafkaConsumer<byte[], byte[]> member;

  Presence(JobConfig job) {
    this.job = job;
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      Map<String, Object> settings = new HashMap<>(job.client());
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, JobConfig.presence(job.applicationId()));
      settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Integer.MAX_VALUE);
      settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
      KafkaConsumer<byte[], byte[]> joining =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      member = joining;
      // One partition, never empty: there is a first record as soon as it has joined.
      joining.subscribe(List.of(Topics.DEFINITIONS.name()));
      joining.poll(JOIN);
    }
  }

  @Override
  public void processElement(StreamRecord<Incoming> element) {
    output.collect(element);
  }

  /** A member whose session has timed out all the same joins again here. */
  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (member != null) {
      member.poll(Duration.ZERO);
    }
  }

  @Override
  public void close() throws Exception {
    if (member != null) {
      member.close(CloseOptions.timeout(LEAVE));
    }
    super.close();
  }
}

package io.willingly.flink.job;

import io.willingly.flink.JobConfig;
import io.willingly.flink.StartException;
import io.willingly.schemas.topic.Topics;
import io.willingly.stages.FlinkGroups;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows on the cluster that the job runs: sources of Flink read without joining their group, so
 * that neither a rebuild nor a second job would notice it. A thread of one subtask is a member of a
 * group beside that, and joins it again when it was silent for too long. Passes on what it gets.
 */
final class Presence extends AbstractStreamOperator<Incoming>
    implements OneInputStreamOperator<Incoming, Incoming> {
  private static final long serialVersionUID = 1;
  private static final Logger LOGGER = LoggerFactory.getLogger(Presence.class);

  /** Always this: who starts a job waits so long for one that was killed. */
  private static final String SESSION_MILLIS = "10000";

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration JOIN = Duration.ofSeconds(5);
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final JobConfig job;
  private transient @Nullable Member member;

  Presence(JobConfig job) {
    this.job = job;
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      String group = FlinkGroups.members(job.applicationId());
      member =
          new Member(consumer(group), group, getContainingTask().getEnvironment()::failExternally);
      member.start();
      // One that is hindered, by a killed one before it, joins later.
      member.joined.await(JOIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String group) {
    Map<String, Object> settings = new HashMap<>(job.client());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Of the group, until it leaves. */
  static final class Member extends Thread {
    private final Consumer<byte[], byte[]> consumer;
    private final String group;
    private final java.util.function.Consumer<Throwable> fail;
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile boolean leaving;

    /**
     * Joins when it is started.
     *
     * @param fail ends the job: one that nobody sees would not be alone for long
     */
    Member(
        Consumer<byte[], byte[]> consumer,
        String group,
        java.util.function.Consumer<Throwable> fail) {
      super("presence");
      this.consumer = consumer;
      this.group = group;
      this.fail = fail;
      setDaemon(true);
    }

    @Override
    public void run() {
      consumer.subscribe(List.of(Topics.DEFINITIONS.name()));
      while (!leaving) {
        look();
      }
      consumer.close(CloseOptions.timeout(LEAVE));
    }

    void leave() throws InterruptedException {
      leaving = true;
      consumer.wakeup();
      join(2 * LEAVE.toMillis());
    }

    private void look() {
      try {
        consumer.poll(LOOK);
        if (!consumer.assignment().isEmpty()) {
          joined.countDown();
        }
      } catch (WakeupException e) {
        LOGGER.debug("the job ends", e);
      } catch (AuthorizationException e) {
        leaving = true;
        // To try again would not help.
        fail.accept(new SuppressRestartsException(new StartException(refused(e), e)));
      } catch (KafkaException e) {
        LOGGER.warn("the job cannot show that it runs", e);
        LockSupport.parkNanos(LOOK.toNanos());
      }
    }

    private String refused(AuthorizationException e) {
      return "the job cannot show that it runs: %s (this user needs Read on the group %s and on the topic %s; docs/flink.md lists all rights)"
          .formatted(e.getMessage(), group, Topics.DEFINITIONS.name());
    }
  }

  @Override
  public void processElement(StreamRecord<Incoming> element) {
    output.collect(element);
  }

  @Override
  public void close() throws Exception {
    if (member != null) {
      member.leave();
    }
    super.close();
  }
}

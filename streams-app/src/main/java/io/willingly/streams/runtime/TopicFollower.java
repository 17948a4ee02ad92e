package io.willingly.streams.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics on a thread of its own, until closed. After a failure of any kind it begins again:
 * a thread that ended would leave what was known as it was, and tell nobody.
 */
public final class TopicFollower implements AutoCloseable {
  /** How long a follower waits for records, at most. */
  public static final Duration POLL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;
  private final Consumer<KafkaConsumer<byte[], byte[]>> follow;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<byte[], byte[]> following;

  /**
   * A follower that has not started.
   *
   * @param name of the thread, and in its log
   * @param consumers makes a consumer for each beginning
   * @param follow reads with it, from the beginning, while this {@link #isOpen}
   */
  public TopicFollower(
      String name,
      Supplier<KafkaConsumer<byte[], byte[]>> consumers,
      Consumer<KafkaConsumer<byte[], byte[]>> follow) {
    this.consumers = consumers;
    this.follow = follow;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Whether there is more to follow. */
  public boolean isOpen() {
    return closing.getCount() > 0;
  }

  private void run() {
    do {
      try (KafkaConsumer<byte[], byte[]> consumer = consumers.get()) {
        following = consumer;
        follow.accept(consumer);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("{} ends", thread.getName());
      } catch (RuntimeException e) {
        LOG.warn(
            "{} stops, beginning again in {} s: {}",
            thread.getName(),
            AFTER_FAILURE.toSeconds(),
            e.getMessage(),
            e);
      }
      following = null;
    } while (!closedWithin(AFTER_FAILURE));
  }

  private boolean closedWithin(Duration patience) {
    try {
      return closing.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> consumer = following;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

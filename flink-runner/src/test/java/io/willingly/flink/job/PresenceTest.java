package io.willingly.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private static final String GROUP = "willingly-flink-live";

  private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
  private final Presence.Member member = new Presence.Member(consumer, GROUP, failed::complete);

  /** Nobody would see it: a second one would count beside it. */
  @Test
  void aJobThatMayNotJoinFailsAndSaysWhichRightIsMissing() throws Exception {
    consumer.setPollException(GroupAuthorizationException.forGroupId(GROUP));

    member.start();

    assertThat(failed.get(1, TimeUnit.MINUTES))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("Not authorized to access group: " + GROUP)
        .hasMessageContaining("needs Read on the group " + GROUP + " and on the topic definitions");
    member.join();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void oneThatIsHinderedTriesAgain() throws Exception {
    CompletableFuture<Void> again = new CompletableFuture<>();
    consumer.setPollException(new KafkaException("the broker is away"));
    consumer.schedulePollTask(() -> again.complete(null));

    member.start();
    again.get(1, TimeUnit.MINUTES);
    member.leave();

    assertThat(failed).isNotDone();
    assertThat(consumer.closed()).isTrue();
  }
}

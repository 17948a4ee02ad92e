package io.willingly.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox(2);

  private static Post post(String url) {
    return new Post("POST", url, Map.of(), new byte[0], Instant.EPOCH);
  }

  private String next() throws InterruptedException {
    return Objects.requireNonNull(inbox.poll(Duration.ZERO)).post().url();
  }

  @Test
  void refusesWhatIsTooMuchInsteadOfGrowing() throws InterruptedException {
    CompletableFuture<?> first = inbox.offer(post("1"));
    inbox.offer(post("2"));

    CompletableFuture<?> third = inbox.offer(post("3"));

    assertThat(third).isCompletedExceptionally();
    assertThat(first).isNotDone();
    assertThat(next()).isEqualTo("1");
    assertThat(inbox.offer(post("4"))).isNotDone();
  }

  @Test
  void leavesOutWhatItsSenderIsToSendAgain() throws InterruptedException {
    inbox.offer(post("1")).cancel(false);
    inbox.offer(post("2"));

    assertThat(next()).isEqualTo("2");
    assertThat(inbox.poll(Duration.ZERO)).isNull();
  }

  @Test
  void refusesThoseThatWaitWhenItCloses() throws InterruptedException {
    CompletableFuture<?> waiting = inbox.offer(post("1"));

    inbox.close();

    assertThat(waiting).isCompletedExceptionally();
    assertThat(inbox.offer(post("2"))).isCompletedExceptionally();
    assertThat(inbox.poll(Duration.ZERO)).isNull();
  }
}

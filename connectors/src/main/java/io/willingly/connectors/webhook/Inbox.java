package io.willingly.connectors.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts that wait for a host that takes them one by one. Bounded: what is too much is refused. */
public final class Inbox implements Intake {

  /**
   * A post that waits.
   *
   * @param kept to be completed when all of it is kept, or cannot be
   */
  public record Item(Post post, CompletableFuture<@Nullable Void> kept) {}

  private final BlockingQueue<Item> items;
  private boolean closed;

  /**
   * An empty one.
   *
   * @param size how many posts may wait
   */
  public Inbox(int size) {
    this.items = new ArrayBlockingQueue<>(size);
  }

  @Override
  public synchronized CompletableFuture<?> offer(Post post) {
    Item item = new Item(post, new CompletableFuture<>());
    if (closed || !items.offer(item)) {
      item.kept().completeExceptionally(new IllegalStateException("closed, or full"));
    }
    return item.kept();
  }

  /** The next post whose sender still waits; null when none comes in time. */
  public @Nullable Item poll(Duration patience) throws InterruptedException {
    Item item = items.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    while (item != null && item.kept().isDone()) {
      item = items.poll();
    }
    return item;
  }

  /** Takes no more, and refuses those that wait. */
  public synchronized void close() {
    closed = true;
    List<Item> rest = new ArrayList<>();
    items.drainTo(rest);
    rest.forEach(item -> item.kept().completeExceptionally(new IllegalStateException("closed")));
  }
}

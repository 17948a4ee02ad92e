package io.willingly.connectors.connect;

import io.willingly.connectors.records.InputRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** A record that knows the post it is of. The worker hands back the very object it was given. */
final class PostRecord extends SourceRecord {
  private static final long serialVersionUID = 1L;

  private final transient Waiting waiting;

  /**
   * A post whose sender waits for its answer.
   *
   * @param left how many of its records the broker does not have yet
   */
  private record Waiting(AtomicInteger left, CompletableFuture<@Nullable Void> kept) {}

  private PostRecord(String source, InputRecord record, long arrival, Waiting waiting) {
    super(
        Map.of("source", source),
        null,
        record.topic().name(),
        null,
        Schema.BYTES_SCHEMA,
        record.keyBytes(),
        Schema.BYTES_SCHEMA,
        record.value(),
        arrival);
    this.waiting = waiting;
  }

  /**
   * The records of a post.
   *
   * @param arrival their timestamp, milliseconds since 1970 (R9)
   * @param kept is completed when the broker has all of them
   */
  static List<PostRecord> of(
      String source,
      List<InputRecord> records,
      long arrival,
      CompletableFuture<@Nullable Void> kept) {
    Waiting waiting = new Waiting(new AtomicInteger(records.size()), kept);
    return records.stream()
        .map(record -> new PostRecord(source, record, arrival, waiting))
        .toList();
  }

  /** The broker has it. */
  void delivered() {
    if (waiting.left().decrementAndGet() == 0) {
      waiting.kept().complete(null);
    }
  }

  /** The worker has given it up. */
  void dropped() {
    waiting
        .kept()
        .completeExceptionally(
            new IllegalStateException(
                "a record was dropped by a transform, or by errors.tolerance; leave rows out by a"
                    + " filter of the mapping"));
  }
}

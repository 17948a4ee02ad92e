package io.willingly.streams.processor;

import io.willingly.stages.DealKey;
import io.willingly.stages.Publication;
import io.willingly.streams.state.StateKeys;
import io.willingly.streams.state.Stores;
import io.willingly.streams.state.TaskRows;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first publication of what a shadow counted in silence (R71). The keys of the save list carry
 * no version, so what stands there is that of the rule set before: once in force, every deal is
 * told, also that it is not on the list. A row of the state says that this is to be done and how
 * far it is, so that it goes on after a stop.
 */
final class Debut {
  private static final byte[] SILENT = StateKeys.meta("silent");

  /** Deals a page: a punctuation must not hold up the commit. */
  private static final int PAGE = 2_000;

  private static final Duration PAGE_PAUSE = Duration.ofMillis(500);

  private final TaskRows rows;
  private final KeyValueStore<Bytes, byte[]> store;
  private final boolean silent;
  private final Consumer<DealKey> publish;
  private boolean stamped;
  private @Nullable Cancellable pages;

  /**
   * Publishes, page by page, when the state was counted in silence and is not now.
   *
   * @param publish says of a deal whether it is on the save list
   */
  Debut(
      ProcessorContext<byte[], byte[]> context,
      TaskRows rows,
      Publication publication,
      Consumer<DealKey> publish) {
    this.rows = rows;
    this.store = context.getStateStore(Stores.CUSTOMER_HISTORY.storeName());
    this.silent = publication == Publication.SHADOW;
    this.publish = publish;
    stamped = rows.get(SILENT) != null;
    if (stamped && !silent) {
      pages = context.schedule(PAGE_PAUSE, PunctuationType.WALL_CLOCK_TIME, now -> page());
    }
  }

  /** To be called with each record. */
  void stamp() {
    if (silent && !stamped) {
      rows.put(SILENT, StateKeys.deals());
      stamped = true;
    }
  }

  private void page() {
    byte[] from = Objects.requireNonNull(rows.get(SILENT));
    try (KeyValueIterator<Bytes, byte[]> deals =
        store.range(Bytes.wrap(from), StateKeys.after(StateKeys.deals()))) {
      Bytes next = Bytes.wrap(from);
      for (int i = 0; i < PAGE && deals.hasNext(); i++) {
        Bytes deal = deals.next().key;
        publish.accept(StateKeys.dealAt(deal));
        next = StateKeys.after(deal.get());
      }
      if (deals.hasNext()) {
        rows.put(SILENT, next.get());
      } else {
        rows.delete(SILENT);
        Objects.requireNonNull(pages).cancel();
      }
    }
  }
}

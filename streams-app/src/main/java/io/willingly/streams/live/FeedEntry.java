package io.willingly.streams.live;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that just happened to a deal.
 *
 * @param key its place in the topic
 * @param at when it was published, by the clock of the cluster
 * @param occurredAt when that fact occurred; null when it is not known
 * @param arrivedAt when that fact arrived, by the clock of the pipeline; null when it is not known
 * @param rep who carries the deal; empty when it is withdrawn and nobody knows any more
 * @param what WON, LOST, REOPENED, WITHDRAWN, a verdict, or a reason of remorse
 * @param source of the fact that did it; null when no evidence came or went
 * @param event id of that fact
 * @param amount in minor units, by currency; empty when no source told
 * @param effect null when it had none, or what the deal was before is not known
 */
public record FeedEntry(
    String key,
    Instant at,
    @Nullable String occurredAt,
    @Nullable String arrivedAt,
    String deal,
    String customer,
    String rep,
    String productLine,
    String what,
    @Nullable String source,
    @Nullable String event,
    Map<String, Long> amount,
    @Nullable FeedEffect effect) {
  public FeedEntry {
    amount = Map.copyOf(amount);
  }
}

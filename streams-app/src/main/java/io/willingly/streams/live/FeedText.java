package io.willingly.streams.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.quality.Value;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what just happened as JSON. */
public final class FeedText {
  private FeedText() {}

  /** A row. Of the rates only those are told that moved: shares of 1 with six decimals. */
  public static ObjectNode row(FeedEntry entry) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("key", entry.key());
    row.put("at", entry.at().toString());
    row.put("occurred_at", entry.occurredAt());
    row.put("arrived_at", entry.arrivedAt());
    row.put("deal", entry.deal());
    row.put("customer", entry.customer());
    row.put("rep", entry.rep());
    row.put("product_line", entry.productLine());
    row.put("what", entry.what());
    row.put("source", entry.source());
    row.put("event", entry.event());
    ObjectNode amount = row.putObject("amount");
    entry.amount().forEach(amount::put);
    row.set("effect", entry.effect() == null ? null : effect(entry.effect()));
    return row;
  }

  private static ObjectNode effect(FeedEffect effect) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("period", Period.ROLLING_90D.toString());
    rate(json, "happy_to_pay", effect, HeadlineCounts::happyToPay);
    rate(json, "remorse", effect, HeadlineCounts::remorseRate);
    rate(json, "referral", effect, HeadlineCounts::referralRate);
    return json;
  }

  private static void rate(
      ObjectNode json, String name, FeedEffect effect, Function<HeadlineCounts, Value> rate) {
    Value before = rate.apply(effect.before());
    Value after = rate.apply(effect.after());
    if (!before.equals(after)) {
      json.putObject(name).put("before", decimal(before)).put("after", decimal(after));
    }
  }

  private static @Nullable BigDecimal decimal(Value value) {
    return value instanceof Value.Rate rate ? rate.decimal() : null;
  }
}

package io.willingly.streams.testing;

import io.willingly.event.ObjectCount;
import io.willingly.event.ObjectCountKey;
import io.willingly.event.WaitingObject;
import io.willingly.event.WaitingObjectKey;
import io.willingly.schemas.topic.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Deals of a source that are not put together yet: of an unknown company, and one of no owner. */
public final class WaitingDeals {
  private WaitingDeals() {}

  /**
   * Publishes them, as the assembly does.
   *
   * @param since when the first of them began to wait
   */
  public static void of(String source, String bootstrap, Instant since) {
    String company = "customer|" + source + "|77";
    for (int i = 0; i < 5; i++) {
      waits(
          bootstrap,
          new WaitingObjectKey(source, "deal", "900" + i),
          company,
          "no customer is known for '77' of "
              + source
              + "; `willingly alias set customer '77' OUR-ID --namespace "
              + source
              + " --by YOU` tells it, or a payload or `willingly pull` that does",
          since.plusSeconds(i));
    }
    waits(
        bootstrap,
        new WaitingObjectKey(source, "deal", "9100"),
        null,
        "'owner' is missing; send what tells it of deal 9100",
        since.plusSeconds(3600));
    PipelineRun.publish(
        bootstrap,
        Topics.OBJECT_COUNTS,
        new ObjectCountKey(source, "deal", 0),
        new ObjectCount(20L, 9L, 6L, since));
  }

  private static void waits(
      String bootstrap,
      WaitingObjectKey key,
      @Nullable String alias,
      String message,
      Instant since) {
    WaitingObject row = new WaitingObject();
    row.setRule("won");
    row.setField(alias == null ? "won.repId" : "won.customerId");
    row.setAlias(alias);
    row.setMessage(message);
    row.setSince(since);
    PipelineRun.publish(bootstrap, Topics.WAITING_OBJECTS, key, row);
  }
}

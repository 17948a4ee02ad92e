package io.willingly.streams.testing;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A month of five deals of r1 that closes on 10 February 2026, and what comes after. */
public final class January {
  private January() {}

  /** A won deal of a rep, of which nothing else is ever told. */
  public static Fact won(String rep, String deal) {
    return deal("W-" + deal, 1, false, DealKind.WON, rep, deal, "2026-01-05", "2026-01-05", null);
  }

  /** Five won deals, known at once. */
  public static List<Fact> deals() {
    List<Fact> deals = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      String signed = "2026-01-0" + i;
      deals.add(deal("W-" + i, 1, false, DealKind.WON, "r1", "D-" + i, signed, signed, null));
    }
    return deals;
  }

  /** A sixth deal, of 5 January, told on another day. */
  public static Fact lateDeal(String arrival) {
    return deal("W-6", 1, false, DealKind.WON, "r1", "D-6", "2026-01-05", arrival, null);
  }

  /** D-1 was given back on 20 January; the news arrives on 20 February. */
  public static Fact refund() {
    return refund(1, false, "2026-02-20");
  }

  /** It was a mistake, told on 20 April: the quarter is closed by then as well. */
  public static Fact refundWithdrawn() {
    return refundWithdrawn("2026-04-20");
  }

  public static Fact refundWithdrawn(String arrival) {
    return refund(2, true, arrival);
  }

  private static Fact refund(long revision, boolean retracted, String arrival) {
    return deal(
        "R-881",
        revision,
        retracted,
        DealKind.REFUNDED,
        "r1",
        "D-1",
        "2026-01-20",
        arrival,
        ReversalReason.CHANGE_OF_MIND);
  }

  /** On 1 March the directory says that r1 was of team north all the time. */
  public static Fact team() {
    return rep("r1", "Ann", "north");
  }

  /** On 1 March the directory says that a rep was of a team all the time. */
  public static Fact rep(String id, String name, String team) {
    Content rep = new Content.Rep(id, name, team, null, null, null, null, 0);
    return fact(Family.REP, "H-" + id, 1, false, id, "2026-03-01", "2026-03-01", rep);
  }

  private static Fact deal(
      String eventId,
      long revision,
      boolean retracted,
      DealKind kind,
      String rep,
      String deal,
      String day,
      String arrival,
      @Nullable ReversalReason reason) {
    Content content =
        new Content.Deal(
            kind, deal, null, null, null, null, reason, null, null, null, null, null, rep, null,
            null, null, List.of());
    return fact(Family.DEAL, eventId, revision, retracted, "of-" + deal, day, arrival, content);
  }

  private static Fact fact(
      Family family,
      String eventId,
      long revision,
      boolean retracted,
      String customer,
      String day,
      String arrival,
      Content content) {
    return new Fact(
        new FactId(family, "crm", eventId),
        new Version(revision, 1),
        retracted,
        noon(day).getEpochSecond() * 1_000_000,
        customer,
        new Fact.Delivery(noon(arrival).toEpochMilli(), 0),
        content);
  }

  private static Instant noon(String day) {
    return Instant.parse(day + "T12:00:00Z");
  }
}

package io.willingly.streams.http;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.streams.testing.DriverReads;
import io.willingly.streams.testing.SlidingTeam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The team <em>north</em> of {@link SlidingTeam}, with ann, some of whose customers answer; and bob
 * alone in <em>south</em>, who sold four deals that nobody is happy with.
 */
final class SiteFacts {
  private SiteFacts() {}

  /** Has all of them arrive. */
  static void arrive(DriverReads reads) {
    SlidingTeam.facts().forEach(reads::arrives);
    for (int i = 0; i < 30; i++) {
      LocalDate signed = SlidingTeam.SLIDE.plusDays(i);
      reads.arrives(SlidingTeam.answer(signed, signed.plusDays(5), 1 + i % 5));
    }
    SlidingTeam.corrections().stream().limit(2).forEach(reads::arrives);
    Content bob = new Content.Rep("bob", "Bob", "south", "emea", null, "mid", null, 0);
    reads.arrives(fact(Family.REP, "bob", "bob", "2026-01-01", bob));
    for (int i = 1; i <= 3; i++) {
      reads.arrives(bobs(DealKind.WON, i, "2026-09-1" + i));
      reads.arrives(unhappy(i, "2026-09-2" + i));
    }
    reads.arrives(bobs(DealKind.WON, 6, "2026-11-21"));
    reads.arrives(unhappy(6, "2026-11-22"));
    // One that waits for its deal, and one that nobody can have sent yet.
    reads.arrives(bobs(DealKind.REFUNDED, 4, "2026-11-20"));
    Fact early = bobs(DealKind.WON, 5, "2026-11-21");
    reads.arrives(
        new Fact(
            early.id(),
            early.version(),
            false,
            early.occurredAt() + 86_400_000_000L,
            early.customerId(),
            early.delivery(),
            early.content()));
  }

  private static Fact bobs(DealKind kind, int i, String day) {
    Money amount = kind == DealKind.WON ? new Money(5_000, "EUR") : null;
    Content content =
        new Content.Deal(
            kind, "B-" + i, amount, null, "suite", null, null, null, null, null, null, null, "bob",
            null, null, null, List.of());
    return fact(Family.DEAL, kind + "-" + i, "of-B-" + i, day, content);
  }

  private static Fact unhappy(int i, String day) {
    Content content =
        new Content.Survey(
            Content.SurveyStep.ANSWERED,
            "S-" + i,
            Content.SurveyKind.PURCHASE,
            "B-" + i,
            "payer",
            Content.RespondentRole.PAYER_OR_SIGNER,
            Map.of(Content.SurveyItem.HAPPY_WITH_PRICE, new Content.Answer(1, 1, 5)),
            null,
            null);
    return fact(Family.SURVEY, "answer-" + i, "of-B-" + i, day, content);
  }

  private static Fact fact(Family family, String event, String key, String day, Content content) {
    Instant at = Instant.parse(day + "T10:00:00Z");
    return new Fact(
        new FactId(family, "crm", event),
        new Version(1, 1),
        false,
        at.getEpochSecond() * 1_000_000,
        key,
        new Fact.Delivery(at.toEpochMilli(), 0),
        content);
  }
}

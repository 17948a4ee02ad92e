package io.willingly.streams.testing;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The team <em>north</em>, of one rep: he sells a deal a day, one in ten is taken back on the third
 * day; then, in the last quarter of 2026, every second one for forty days.
 */
public final class SlidingTeam {
  public static final LocalDate FROM = LocalDate.of(2026, 1, 1);
  public static final LocalDate SLIDE = LocalDate.of(2026, 10, 5);
  public static final LocalDate END = SLIDE.plusDays(40);

  /** A day on which all of it is over. */
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private SlidingTeam() {}

  /** All facts, in order of arrival but for the reversals. */
  public static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        fact(
            Family.REP,
            "north",
            "ann",
            FROM,
            1,
            new Content.Rep("ann", "Ann", "north", null, null, null, null, 0)));
    for (LocalDate day = FROM; day.isBefore(END); day = day.plusDays(1)) {
      facts.add(deal(DealKind.WON, day, day, null, "ann"));
      boolean slides = !day.isBefore(SLIDE);
      if (day.toEpochDay() % (slides ? 2 : 10) == 0) {
        facts.add(cancelled(day));
      }
    }
    return facts;
  }

  /** The corrections by which every reversal of the slide was a mistake. */
  public static List<Fact> corrections() {
    return ofTheSlide(day -> corrected(cancelled(day), true));
  }

  /** The corrections by which every deal of the slide that was taken back is another rep's. */
  public static List<Fact> handedOver() {
    return ofTheSlide(day -> corrected(deal(DealKind.WON, day, day, null, "bea"), false));
  }

  private static List<Fact> ofTheSlide(Function<LocalDate, Fact> correction) {
    return SLIDE.datesUntil(END).filter(day -> day.toEpochDay() % 2 == 0).map(correction).toList();
  }

  private static Fact corrected(Fact fact, boolean retracted) {
    return new Fact(
        fact.id(),
        new Version(2, 1),
        retracted,
        fact.occurredAt(),
        fact.customerId(),
        new Fact.Delivery(millis(TODAY), 0),
        fact.content());
  }

  /** An answer of the customer who bought on a day, given on another. */
  public static Fact answer(LocalDate signed, LocalDate given, int happy) {
    return fact(
        Family.SURVEY,
        "answer-" + signed,
        "of-" + signed,
        given,
        1,
        new Content.Survey(
            SurveyStep.ANSWERED,
            "survey-" + signed,
            SurveyKind.PURCHASE,
            "D-" + signed,
            "payer",
            Content.RespondentRole.PAYER_OR_SIGNER,
            Map.of(SurveyItem.HAPPY_WITH_PRICE, new Answer(happy, 1, 5)),
            null,
            null));
  }

  private static Fact cancelled(LocalDate signed) {
    return deal(
        DealKind.CANCELLED, signed, signed.plusDays(3), ReversalReason.CHANGE_OF_MIND, "ann");
  }

  private static Fact deal(
      DealKind kind, LocalDate signed, LocalDate day, @Nullable ReversalReason reason, String rep) {
    Money amount = kind == DealKind.WON ? new Money(10_000, "EUR") : null;
    Content content =
        new Content.Deal(
            kind,
            "D-" + signed,
            amount,
            null,
            "suite",
            null,
            reason,
            null,
            null,
            null,
            null,
            null,
            rep,
            null,
            null,
            null,
            List.of());
    return fact(Family.DEAL, kind + "-" + signed, "of-" + signed, day, 1, content);
  }

  private static Fact fact(
      Family family, String eventId, String key, LocalDate day, long revision, Content content) {
    return new Fact(
        new FactId(family, "crm", eventId),
        new Version(revision, 1),
        false,
        millis(day) * 1000,
        key,
        new Fact.Delivery(millis(day) + 1000, 0),
        content);
  }

  private static long millis(LocalDate day) {
    return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}

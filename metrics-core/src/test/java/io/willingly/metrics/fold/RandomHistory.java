package io.willingly.metrics.fold;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.CaringQuestion;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Histories of one customer drawn from few ids and times, so that facts collide in every way. */
final class RandomHistory {
  static final long FIRST_DAY = 20_000;
  private static final long DAY_MICROS = 86_400_000_000L;

  private static final List<SurveyItem> ITEMS = List.of(SurveyItem.values());

  private final Random random;
  private final int days;
  private final int deals;

  RandomHistory(long seed, int days, int deals) {
    this.random = new Random(seed);
    this.days = days;
    this.deals = deals;
  }

  List<Fact> facts(int size) {
    List<Fact> facts = new ArrayList<>();
    while (facts.size() < size) {
      facts.add(!facts.isEmpty() && chance(15) ? again(pick(facts)) : fact(facts.size()));
    }
    return facts;
  }

  private Fact again(Fact fact) {
    Version version =
        chance(50)
            ? fact.version()
            : new Version(fact.version().revision() + random.nextInt(3) - 1, random.nextInt(2));
    boolean same = version.equals(fact.version()) && chance(70);
    return new Fact(
        fact.id(),
        version,
        same ? fact.retracted() : chance(30),
        same ? fact.occurredAt() : at(),
        fact.customerId(),
        delivery(),
        same || chance(30) ? fact.content() : content(fact.family()));
  }

  private Fact fact(int number) {
    Family[] families = {
      Family.DEAL, Family.DEAL, Family.DEAL, Family.SURVEY, Family.CALL, Family.REFERRAL
    };
    Family family = families[random.nextInt(families.length)];
    return new Fact(
        new FactId(family, chance(80) ? "a" : "b", "e" + number),
        new Version(random.nextInt(2), 1),
        chance(4),
        at(),
        "C1",
        delivery(),
        content(family));
  }

  private Fact.Delivery delivery() {
    return new Fact.Delivery((FIRST_DAY + random.nextInt(days)) * 86_400_000L, random.nextInt(2));
  }

  private long at() {
    int offset = chance(30) ? days / 2 + random.nextInt(2) : random.nextInt(days);
    long day = (FIRST_DAY + offset) * DAY_MICROS;
    return chance(60) ? day : day + random.nextInt(24) * 3_600_000_000L;
  }

  private Content content(Family family) {
    return switch (family) {
      case DEAL -> deal();
      case CALL ->
          new Content.Call(
              "call",
              deal(60),
              rep(),
              null,
              pick(List.of(0L, 60_000L, 45 * 60_000L, 50 * 60_000L)),
              chance(60) ? (Long) (long) random.nextInt(3) : null,
              chance(60) ? (Long) (long) random.nextInt(3) : null,
              null,
              null,
              null,
              null,
              null,
              caring(),
              count(),
              count(),
              count(),
              chance(70) ? (Boolean) chance(70) : null);
      case SURVEY ->
          new Content.Survey(
              pick(List.of(Content.SurveyStep.values())),
              "S" + random.nextInt(deals * 2),
              chance(70) ? Content.SurveyKind.PURCHASE : Content.SurveyKind.LOST_DEAL,
              deal(50),
              chance(50) ? "P" + random.nextInt(3) : null,
              pick(List.of(Content.RespondentRole.values())),
              answers(),
              null,
              chance(50) ? "O" + random.nextInt(3) : null);
      default ->
          new Content.Referral(
              pick(List.of(Content.ReferralStep.values())),
              "F" + random.nextInt(deals * 2),
              deal(30),
              chance(10) ? "C1" : null,
              null);
    };
  }

  private Map<CaringQuestion, Boolean> caring() {
    Map<CaringQuestion, Boolean> caring = new EnumMap<>(CaringQuestion.class);
    for (int left = random.nextInt(6); left > 0; left--) {
      caring.put(pick(List.of(CaringQuestion.values())), chance(70));
    }
    return caring;
  }

  private @Nullable Integer count() {
    return chance(60) ? (Integer) random.nextInt(2) : null;
  }

  private Map<SurveyItem, Content.Answer> answers() {
    Map<SurveyItem, Content.Answer> answers = new EnumMap<>(SurveyItem.class);
    boolean straight = chance(10);
    for (int left = straight ? 6 : random.nextInt(4); left > 0; left--) {
      SurveyItem item = chance(40) ? SurveyItem.HAPPY_WITH_PRICE : pick(ITEMS);
      answers.put(item, new Content.Answer(straight ? 5 : 1 + random.nextInt(5), 1, 5));
    }
    return answers;
  }

  private Content deal() {
    DealKind kind =
        chance(40)
            ? pick(List.of(DealKind.OPENED, DealKind.WON, DealKind.WON, DealKind.LOST))
            : pick(List.of(DealKind.values()));
    if (kind == DealKind.DELETED && chance(60)) {
      kind = DealKind.STAGE_CHANGED;
    }
    return new Content.Deal(
        kind,
        "D" + random.nextInt(deals),
        chance(70) ? money() : null,
        chance(20) ? money() : null,
        chance(20) ? "line" : null,
        chance(10) ? (Boolean) chance(50) : null,
        chance(50) ? pick(List.of(Content.ReversalReason.values())) : null,
        null,
        null,
        chance(50) ? Content.RenewalMode.ACTIVE : null,
        chance(20) ? pick(List.of(Content.Origin.values())) : null,
        chance(10) ? "C2" : null,
        rep(),
        null,
        chance(50) ? (Long) at() : null,
        chance(50) ? (Long) at() : null,
        chance(10)
            ? List.of(new Content.Credit("R1", Content.CreditRole.SDR, 1, chance(50)))
            : List.of());
  }

  private Money money() {
    return new Money(100L * random.nextInt(4), chance(90) ? "EUR" : "USD");
  }

  private @Nullable String deal(int percent) {
    return chance(percent) ? "D" + random.nextInt(deals) : null;
  }

  private @Nullable String rep() {
    return chance(80) ? "R" + random.nextInt(3) : null;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

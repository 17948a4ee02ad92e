package io.willingly.streams.demo;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.Answer;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.ReasonSetBy;
import io.willingly.metrics.fact.Content.RespondentRole;
import io.willingly.metrics.fact.Content.ReversalReason;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import io.willingly.metrics.quality.Columns;
import io.willingly.metrics.quality.Value;
import io.willingly.metrics.tally.Tally;
import io.willingly.testkit.memory.MemoryPipeline;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Reps who differ in nothing but how many of their customers answer, sent through the fold. */
final class ConstantTruth {
  /** Chance that a customer is happy with the price. */
  private static final double HAPPY = 0.866;

  private static final double TAKEN_BACK_HAPPY = 0.03;
  private static final double TAKEN_BACK_UNHAPPY = 0.40;

  /** Chance of a happy customer who kept the deal: 84 of 100. */
  static final double TRUTH = HAPPY * (1 - TAKEN_BACK_HAPPY);

  private static final Definition DEFINITION = Definition.standard(ZoneOffset.UTC);
  private static final Columns COLUMNS = Columns.of(DEFINITION);
  private static final long START =
      LocalDate.of(2025, 3, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
  private static final long DAY = 24 * 3_600_000L;

  private final MemoryPipeline pipeline = new MemoryPipeline(DEFINITION);
  private final Dice dice;
  private int deals;

  ConstantTruth(long seed) {
    this.dice = Dice.seeded(seed);
  }

  /** What is observed of a rep. */
  record Observed(long won, long kept, long answered, long happy, double rate) {

    static Observed of(Tally tally) {
      Map<String, Value> values = COLUMNS.values(tally);
      long won = count(values, "won");
      return new Observed(
          won,
          won - count(values, "remorse_30"),
          count(values, "kept_answered"),
          count(values, "kept_happy"),
          values.get("happy_to_pay_rate") instanceof Value.Rate rate
              ? rate.decimal().doubleValue()
              : Double.NaN);
    }

    ProductInterval interval(double z) {
      return ProductInterval.of(kept, won, happy, answered, z);
    }

    /** One ratio over both: what must not be published. */
    double naive() {
      return (double) happy / won;
    }

    private static long count(Map<String, Value> values, String column) {
      return values.get(column) instanceof Value.Count count ? count.count() : -1;
    }
  }

  void sell(String repId, int count, double response) {
    for (int i = 0; i < count; i++) {
      sell(repId, response);
    }
  }

  Map<String, Tally> byRep() {
    return pipeline.byRep(Integer.MAX_VALUE);
  }

  private void sell(String repId, double response) {
    String dealId = "D-" + ++deals;
    long signed = START + dice.between(0, 80) * DAY;
    boolean happy = dice.chance(HAPPY);
    send(
        dealId,
        signed,
        new DealStep(DealKind.WON, dealId).amount(new Money(1_000, "EUR")).rep(repId).build());
    send(dealId, signed + 10 * DAY, survey(dealId, SurveyStep.DELIVERED, Map.of()));
    if (dice.chance(response)) {
      Answer price = new Answer(happy ? dice.between(4, 5) : dice.between(1, 3), 1, 5);
      send(
          dealId,
          signed + 11 * DAY,
          survey(dealId, SurveyStep.ANSWERED, Map.of(SurveyItem.HAPPY_WITH_PRICE, price)));
    }
    if (dice.chance(happy ? TAKEN_BACK_HAPPY : TAKEN_BACK_UNHAPPY)) {
      send(
          dealId,
          signed + dice.between(1, 29) * DAY,
          new DealStep(DealKind.CANCELLED, dealId)
              .reversal(ReversalReason.CHANGE_OF_MIND, ReasonSetBy.CUSTOMER)
              .build());
    }
  }

  private static Content.Survey survey(
      String dealId, SurveyStep step, Map<SurveyItem, Answer> answers) {
    return new Content.Survey(
        step,
        "S" + dealId,
        SurveyKind.PURCHASE,
        dealId,
        "payer",
        RespondentRole.PAYER_OR_SIGNER,
        answers,
        null,
        null);
  }

  private void send(String dealId, long when, Content content) {
    Family family = content instanceof Content.Survey ? Family.SURVEY : Family.DEAL;
    pipeline.deliver(
        new Fact(
            new FactId(family, "study", dealId + ":" + when),
            new Version(1, 1),
            false,
            when * 1_000,
            "C" + dealId,
            new Delivery(when + 1_000, 0),
            content));
  }
}

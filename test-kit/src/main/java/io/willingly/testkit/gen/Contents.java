package io.willingly.testkit.gen;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.CreditRole;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Money;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** What facts may say: few names, amounts and answers, so that they meet and collide. */
final class Contents {
  /** At the end of whatever scale it is mapped to. */
  private static final Content.Answer END = new Content.Answer(10, 0, 10);

  private static final Set<DealKind> WITH_AMOUNT =
      Set.of(
          DealKind.OPENED,
          DealKind.STAGE_CHANGED,
          DealKind.WON,
          DealKind.AMENDED,
          DealKind.LOST,
          DealKind.CANCELLED,
          DealKind.RETURNED,
          DealKind.REFUNDED,
          DealKind.CHARGED_BACK,
          DealKind.RENEWED,
          DealKind.EXPANDED,
          DealKind.CONCESSION);

  private final String customerId;
  private final Arbitrary<Long> times;

  /**
   * Of one customer; reps carry his name, so that no cell is shared between customers.
   *
   * @param times microseconds at which things occur
   */
  Contents(String customerId, Arbitrary<Long> times) {
    this.customerId = customerId;
    this.times = times;
  }

  Arbitrary<Content> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(10, deal()),
        Tuple.of(5, survey()),
        Tuple.of(2, call(0.4)),
        Tuple.of(2, referral()));
  }

  private Arbitrary<String> rep() {
    return Arbitraries.of("R1", "R2").map(name -> name + "@" + customerId);
  }

  private static Arbitrary<String> dealId() {
    return Arbitraries.frequency(Tuple.of(5, "D1"), Tuple.of(3, "D2"), Tuple.of(1, "D3"));
  }

  /** One step of the deal a customer mostly has. */
  Arbitrary<Content> step(DealKind kind) {
    return deal(Arbitraries.just(kind), Arbitraries.just("D1"));
  }

  Arbitrary<Content> deal() {
    Arbitrary<DealKind> kinds =
        Arbitraries.frequency(
            Tuple.of(9, DealKind.WON),
            Tuple.of(3, DealKind.OPENED),
            Tuple.of(1, DealKind.STAGE_CHANGED),
            Tuple.of(1, DealKind.REASSIGNED),
            Tuple.of(2, DealKind.AMENDED),
            Tuple.of(1, DealKind.ACTIVATED),
            Tuple.of(1, DealKind.EXPANDED),
            Tuple.of(1, DealKind.DOWNGRADED),
            Tuple.of(1, DealKind.RENEWED),
            Tuple.of(2, DealKind.PAYMENT),
            Tuple.of(1, DealKind.INVOICE_DISPUTED),
            Tuple.of(1, DealKind.CONCESSION),
            Tuple.of(2, DealKind.CANCELLED),
            Tuple.of(1, DealKind.RETURNED),
            Tuple.of(5, DealKind.REFUNDED),
            Tuple.of(2, DealKind.CHARGED_BACK),
            Tuple.of(1, DealKind.DISPUTE_WON),
            Tuple.of(3, DealKind.LOST),
            Tuple.of(2, DealKind.REOPENED),
            Tuple.of(1, DealKind.CHURNED),
            Tuple.of(1, DealKind.DELETED));
    return deal(kinds, dealId());
  }

  private Arbitrary<Content> deal(Arbitrary<DealKind> kinds, Arbitrary<String> dealIds) {
    Arbitrary<Money> amounts = money().injectNull(0.3);
    Arbitrary<Said> said =
        Combinators.combine(
                Arbitraries.of("tools", "services").injectNull(0.7),
                Arbitraries.of(true, false).injectNull(0.7),
                Arbitraries.of(Content.ReversalReason.class).injectNull(0.2),
                Arbitraries.of(Content.LossReason.class).injectNull(0.5),
                Arbitraries.of(Content.RenewalMode.class).injectNull(0.1),
                Arbitraries.of(Content.Origin.class).injectNull(0.6),
                Arbitraries.just("X").injectNull(0.8),
                rep().injectNull(0.6))
            .as(Said::new);
    return Combinators.combine(
            kinds,
            dealIds,
            amounts,
            Arbitraries.of(new Money(1200, "EUR"), new Money(1111, "EUR"), new Money(1200, "USD"))
                .injectNull(0.6),
            said,
            times.injectNull(0.2),
            times.injectNull(0.2),
            credits())
        .as(
            (kind, deal, amount, list, s, due, paid, credits) -> {
              boolean closes = kind == DealKind.WON || kind == DealKind.LOST;
              boolean pays = kind == DealKind.PAYMENT;
              if (kind == DealKind.DELETED) {
                return bare(kind, deal);
              }
              return new Content.Deal(
                  kind,
                  deal,
                  WITH_AMOUNT.contains(kind) ? amount : null,
                  kind == DealKind.WON || kind == DealKind.AMENDED ? list : null,
                  s.productLine,
                  s.recurring,
                  s.reversal,
                  null,
                  s.loss,
                  s.renewal,
                  s.origin,
                  s.referredBy,
                  s.owner,
                  null,
                  pays ? due : null,
                  pays ? paid : null,
                  closes ? credits : List.of());
            });
  }

  private static Content bare(DealKind kind, String deal) {
    return new Content.Deal(
        kind, deal, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, List.of());
  }

  private record Said(
      @Nullable String productLine,
      @Nullable Boolean recurring,
      Content.@Nullable ReversalReason reversal,
      Content.@Nullable LossReason loss,
      Content.@Nullable RenewalMode renewal,
      Content.@Nullable Origin origin,
      @Nullable String referredBy,
      @Nullable String owner) {}

  private static Arbitrary<Money> money() {
    return Arbitraries.of(
        new Money(1000, "EUR"),
        new Money(500, "EUR"),
        new Money(499, "EUR"),
        new Money(1, "EUR"),
        new Money(0, "EUR"),
        new Money(2000, "EUR"),
        new Money(700, "USD"));
  }

  private Arbitrary<List<Content.Credit>> credits() {
    Content.Credit first = new Content.Credit("R1@" + customerId, CreditRole.CLOSER, 8000, true);
    return Arbitraries.of(
        List.of(first),
        List.of(),
        List.of(first, new Content.Credit("R2@" + customerId, CreditRole.SDR, 2000, false)),
        List.of(
            new Content.Credit("R1@" + customerId, CreditRole.ENGINEER, 0, false),
            new Content.Credit("R2@" + customerId, CreditRole.CLOSER, 0, true),
            new Content.Credit("R1@" + customerId, CreditRole.ENGINEER, 1, false)));
  }

  /** An answer to the price, and to others. */
  static Arbitrary<Content> answered() {
    Arbitrary<Map<SurveyItem, Content.Answer>> price =
        Arbitraries.maps(Arbitraries.of(SurveyItem.HAPPY_WITH_PRICE), answer()).ofSize(1);
    Arbitrary<Map<SurveyItem, Content.Answer>> both =
        Combinators.combine(answers(), price)
            .as(
                (answers, first) -> {
                  Map<SurveyItem, Content.Answer> all = new EnumMap<>(first);
                  all.putAll(answers);
                  return all;
                });
    return survey(Arbitraries.just(Content.SurveyStep.ANSWERED), both);
  }

  private static Arbitrary<Content> survey() {
    return survey(
        Arbitraries.frequency(
            Tuple.of(6, Content.SurveyStep.ANSWERED),
            Tuple.of(1, Content.SurveyStep.INVITED),
            Tuple.of(1, Content.SurveyStep.DELIVERED),
            Tuple.of(1, Content.SurveyStep.STARTED),
            Tuple.of(1, Content.SurveyStep.EXPIRED)),
        answers());
  }

  /** A survey keeps its kind and deal: S1 and S5 float, S2 to S4 name one. */
  private static Arbitrary<Content> survey(
      Arbitrary<Content.SurveyStep> steps, Arbitrary<Map<SurveyItem, Content.Answer>> answers) {
    Map<String, Content.SurveyKind> kinds =
        Map.of("S4", Content.SurveyKind.LOST_DEAL, "S5", Content.SurveyKind.RELATIONSHIP);
    Map<String, String> deals = Map.of("S2", "D1", "S3", "D2", "S4", "D1");
    return Combinators.combine(
            Arbitraries.of("S1", "S2", "S3", "S4", "S5"),
            steps,
            Arbitraries.of("p", "q").injectNull(0.3),
            Arbitraries.of(Content.RespondentRole.class),
            answers,
            Arbitraries.of("o1", "o2", "o3").injectNull(0.4))
        .as(
            (id, step, respondent, role, said, origin) ->
                new Content.Survey(
                    step,
                    id,
                    kinds.getOrDefault(id, Content.SurveyKind.PURCHASE),
                    deals.get(id),
                    respondent,
                    role,
                    step == Content.SurveyStep.ANSWERED ? said : Map.of(),
                    null,
                    origin));
  }

  private static Arbitrary<Map<SurveyItem, Content.Answer>> answers() {
    Arbitrary<SurveyItem> items =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(SurveyItem.HAPPY_WITH_PRICE)),
            Tuple.of(3, Arbitraries.of(SurveyItem.class)));
    Arbitrary<SurveyItem> each = Arbitraries.of(SurveyItem.class);
    return Arbitraries.frequencyOf(
        Tuple.of(6, Arbitraries.maps(items, answer()).ofMaxSize(3)),
        Tuple.of(1, Arbitraries.maps(each, Arbitraries.just(END)).ofMinSize(3).ofMaxSize(5)));
  }

  private static Arbitrary<Content.Answer> answer() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(1, 5).map(value -> new Content.Answer(value, 1, 5)),
        Arbitraries.integers().between(0, 1).map(value -> new Content.Answer(value, 0, 1)),
        Arbitraries.integers().between(0, 10).map(value -> new Content.Answer(value, 0, 10)),
        Arbitraries.integers().between(1, 7).map(value -> new Content.Answer(value, 1, 7)));
  }

  /**
   * A call.
   *
   * @param unknown chance that a number is not known
   */
  Arbitrary<Content> call(double unknown) {
    Arbitrary<Long> millis = Arbitraries.of(0L, 1L, 3L, 1000L, 4096L).injectNull(unknown);
    Arbitrary<Integer> counts = Arbitraries.of(0, 1, 2).injectNull(unknown);
    return Combinators.combine(
            Arbitraries.of("D1", "D2").injectNull(0.6),
            rep().injectNull(0.2),
            Arbitraries.of(Content.StartedBy.class).injectNull(0.3),
            millis.list().ofSize(5),
            counts.list().ofSize(6),
            Arbitraries.maps(
                    Arbitraries.of(Content.CaringQuestion.class), Arbitraries.of(true, false))
                .ofMaxSize(5),
            Arbitraries.of(true, false).injectNull(0.5))
        .as(
            (deal, rep, startedBy, m, n, caring, nextStep) ->
                new Content.Call(
                    "K", deal, rep, startedBy, m.get(0), m.get(1), m.get(2), m.get(3), m.get(4),
                    n.get(0), n.get(1), n.get(2), caring, n.get(3), n.get(4), n.get(5), nextStep));
  }

  /** A referral keeps its deal and party: F1 floats, F2 and F3 name a deal, F4 is of himself. */
  private Arbitrary<Content> referral() {
    Map<String, String> deals = Map.of("F2", "D1", "F3", "D2");
    return Combinators.combine(
            Arbitraries.of("F1", "F2", "F3", "F4"), Arbitraries.of(Content.ReferralStep.class))
        .as(
            (id, step) ->
                new Content.Referral(
                    step, id, deals.get(id), id.equals("F4") ? customerId : null, null));
  }
}

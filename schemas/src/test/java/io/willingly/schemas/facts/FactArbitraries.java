package io.willingly.schemas.facts;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fact.Fact.Delivery;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fact.Version;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Facts of every family, with every component present or absent. */
final class FactArbitraries {
  private static final Arbitrary<String> TEXT = Arbitraries.strings().ofMaxLength(12);
  private static final Arbitrary<String> MAYBE_TEXT = TEXT.injectNull(0.3);
  private static final Arbitrary<Long> MAYBE_LONG = Arbitraries.longs().injectNull(0.3);
  private static final Arbitrary<Integer> MAYBE_INT = Arbitraries.integers().injectNull(0.3);
  private static final Arbitrary<Boolean> MAYBE =
      Arbitraries.of(Boolean.TRUE, Boolean.FALSE).injectNull(0.3);

  private FactArbitraries() {}

  static Arbitrary<Fact> facts() {
    return Arbitraries.of(Family.values()).flatMap(FactArbitraries::facts);
  }

  private static Arbitrary<Fact> facts(Family family) {
    return Combinators.combine(
            TEXT,
            TEXT,
            Arbitraries.longs(),
            Arbitraries.integers(),
            Arbitraries.longs(),
            TEXT,
            content(family),
            Arbitraries.of(true, false))
        .as(
            (source, eventId, revision, mapping, occurredAt, customer, content, retracted) ->
                new Fact(
                    new FactId(family, source, eventId),
                    new Version(revision, mapping),
                    retracted,
                    occurredAt,
                    content instanceof Content.Rep rep ? rep.repId() : customer,
                    new Delivery(revision, mapping),
                    content));
  }

  private static Arbitrary<? extends Content> content(Family family) {
    return switch (family) {
      case DEAL -> deals();
      case SURVEY -> surveys();
      case CALL -> calls();
      case REFERRAL -> referrals();
      case ERASURE -> Arbitraries.just(new Content.Erasure());
      case REP -> reps();
    };
  }

  private static <E extends Enum<E>> Arbitrary<E> maybe(Class<E> type) {
    return Arbitraries.of(type).injectNull(0.3);
  }

  private static Arbitrary<Content.Deal> deals() {
    Arbitrary<Money> money =
        Combinators.combine(Arbitraries.longs(), TEXT).as(Money::new).injectNull(0.3);
    Arbitrary<Content.Credit> credit =
        Combinators.combine(
                TEXT,
                Arbitraries.of(Content.CreditRole.class),
                Arbitraries.integers(),
                Arbitraries.of(true, false))
            .as(Content.Credit::new);
    Arbitrary<Content.Deal> coded =
        Combinators.combine(
                Arbitraries.of(Content.DealKind.class),
                maybe(Content.ReversalReason.class),
                maybe(Content.ReasonSetBy.class),
                maybe(Content.LossReason.class),
                maybe(Content.RenewalMode.class),
                maybe(Content.Origin.class))
            .as(
                (kind, reversal, setBy, loss, renewal, origin) ->
                    new Content.Deal(
                        kind, "", null, null, null, null, reversal, setBy, loss, renewal, origin,
                        null, null, null, null, null, List.of()));
    return Combinators.combine(
            coded,
            TEXT,
            money.list().ofSize(2),
            MAYBE_TEXT.list().ofSize(4),
            MAYBE,
            MAYBE_LONG.list().ofSize(2),
            credit.list().ofMaxSize(3))
        .as(
            (codes, dealId, amounts, texts, recurring, times, credits) ->
                new Content.Deal(
                    codes.kind(),
                    dealId,
                    amounts.get(0),
                    amounts.get(1),
                    texts.get(0),
                    recurring,
                    codes.reversalReason(),
                    codes.reasonSetBy(),
                    codes.lossReason(),
                    codes.renewalMode(),
                    codes.origin(),
                    texts.get(1),
                    texts.get(2),
                    texts.get(3),
                    times.get(0),
                    times.get(1),
                    credits));
  }

  private static Arbitrary<Content.Survey> surveys() {
    Arbitrary<Content.Answer> answer =
        Arbitraries.integers()
            .between(-10, 10)
            .tuple3()
            .filter(scale -> scale.get1() < scale.get3())
            .filter(scale -> scale.get1() <= scale.get2() && scale.get2() <= scale.get3())
            .map(scale -> new Content.Answer(scale.get2(), scale.get1(), scale.get3()));
    return Combinators.combine(
            Arbitraries.of(Content.SurveyStep.class),
            TEXT,
            Arbitraries.of(Content.SurveyKind.class),
            MAYBE_TEXT,
            MAYBE_TEXT,
            Arbitraries.of(Content.RespondentRole.class),
            Arbitraries.maps(Arbitraries.of(Content.SurveyItem.class), answer))
        .flatAs(
            (step, id, kind, deal, respondent, role, answers) ->
                Combinators.combine(MAYBE_TEXT, MAYBE_TEXT)
                    .as(
                        (comment, origin) ->
                            new Content.Survey(
                                step, id, kind, deal, respondent, role, answers, comment, origin)));
  }

  private static Arbitrary<Content.Call> calls() {
    return Combinators.combine(
            TEXT,
            MAYBE_TEXT.list().ofSize(2),
            maybe(Content.StartedBy.class),
            MAYBE_LONG.list().ofSize(5),
            MAYBE_INT.list().ofSize(6),
            Arbitraries.maps(
                Arbitraries.of(Content.CaringQuestion.class), Arbitraries.of(true, false)),
            MAYBE)
        .as(
            (callId, texts, startedBy, millis, counts, caring, nextStep) ->
                new Content.Call(
                    callId,
                    texts.get(0),
                    texts.get(1),
                    startedBy,
                    millis.get(0),
                    millis.get(1),
                    millis.get(2),
                    millis.get(3),
                    millis.get(4),
                    counts.get(0),
                    counts.get(1),
                    counts.get(2),
                    caring,
                    counts.get(3),
                    counts.get(4),
                    counts.get(5),
                    nextStep));
  }

  private static Arbitrary<Content.Referral> referrals() {
    return Combinators.combine(
            Arbitraries.of(Content.ReferralStep.class), TEXT, MAYBE_TEXT, MAYBE_TEXT, MAYBE_TEXT)
        .as(Content.Referral::new);
  }

  private static Arbitrary<Content.Rep> reps() {
    Arbitrary<Long> days = Arbitraries.integers().map(Integer::longValue);
    return Combinators.combine(
            TEXT,
            MAYBE_TEXT,
            MAYBE_TEXT,
            MAYBE_TEXT,
            MAYBE_TEXT,
            MAYBE_TEXT,
            days.injectNull(0.3),
            days)
        .as(Content.Rep::new);
  }
}

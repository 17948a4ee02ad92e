package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.DealContext.ReferralView;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import io.willingly.metrics.fold.DealState.Status;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one decided deal adds to the tallies, and what is said of it (DESIGN section 3). */
final class DealRules {
  private final Definition definition;
  private final DealContext context;
  private final FactLog log;
  private final FactLog answers;
  private final Terms terms;
  private final int cohortDay;

  /** The sum of all that the deal's own log says. */
  private final Tally own;

  private final EvidenceLog evidence = new EvidenceLog();
  private final Tally.Builder tally = new Tally.Builder();

  private DealRules(DealContext context, SeenFact decision, Definition definition) {
    this.definition = definition;
    this.context = context;
    this.log = context.life().log();
    this.answers = context.answers();
    this.terms = Terms.of(context.life(), decision);
    this.cohortDay = definition.dayOfMicros(decision.occurredAt());
    this.own = log.sum(Place.START, Place.END);
  }

  /**
   * What a deal adds and what is said of it.
   *
   * @param cells one tally per credited person; empty while the deal is open
   */
  record Result(Map<CellKey, Tally> cells, @Nullable DealState state) {
    static final Result NOTHING = new Result(Map.of(), null);
  }

  static Result apply(DealContext context, Definition definition) {
    SeenFact signing = context.life().signing();
    SeenFact loss = context.life().loss();
    if (signing != null) {
      return new DealRules(context, signing, definition).won(signing);
    }
    if (loss != null) {
      return new DealRules(context, loss, definition).lost(loss);
    }
    return Result.NOTHING;
  }

  private Result won(SeenFact signing) {
    evidence.add(signing.id(), EvidenceKind.SIGNING, 0);
    int clockDay = clockDay();
    SeenFact regret = answers.first(Place.START, Place.END, Trait.REGRET::in);
    Integer regretDay = regret == null ? null : offset(regret.occurredAt(), clockDay);
    Remorse remorse =
        Remorse.of(log, own, terms.amount(), clockDay, regretDay, definition, evidence);
    if (regret != null && regretDay != null) {
      evidence.add(regret.id(), EvidenceKind.REGRET, regretDay);
    }
    tally.add(TallyField.WON, 1);
    Vote vote =
        new AnswerRules(answers, definition, cohortDay, evidence)
            .tell(signing, remorse.day(), tally);
    tellRemorse(remorse);
    Integer referredDay = tellReferrals();
    Verdict verdict =
        new VerdictRules(log, context.next(), definition, cohortDay, evidence)
            .judge(remorse, vote, referredDay);
    tally.add(TallyField.VERDICT, verdict.ordinal(), 1);
    Grumbles grumbles = new Grumbles(log, own, context.objections(), signing);
    tellGrumbles(grumbles);
    tellLater();
    new MoneyRules(context, own, terms, definition, cohortDay).won(remorse, vote, tally);
    Tally told = tally.build();
    new ClaimRules(told, context.practice(), cohortDay, definition).tell(tally);
    new SurveyIntegrity(context, told, remorse, definition).tell(signing, grumbles, tally);
    if (context.objections().count() > 0 && vote != null) {
      // Silence on a call is no signal: absent is not zero.
      tally.add(TallyField.CALL_SIGNAL_AGREEMENT, vote == Vote.YES ? 1 : 0, 1);
    }
    SaveList save = SaveList.of(answers, grumbles, remorse);
    Money amount = terms.amount();
    DealState state =
        new DealState(
            Status.WON,
            terms.primaryRep(),
            cohortDay,
            terms.productLine(),
            terms.recurring(),
            amount == null ? null : (Long) amount.minor(),
            amount == null ? null : amount.currency(),
            verdict,
            remorse.day(),
            remorse.reason(),
            vote,
            referredDay,
            save.reasons(),
            clockDay + definition.remorseDays(),
            evidence.kept(),
            evidence.count());
    return new Result(cells(), state);
  }

  private Result lost(SeenFact loss) {
    evidence.add(loss.id(), EvidenceKind.LOSS, 0);
    tally.add(TallyField.LOST, 1);
    Content.LossReason reason = ((Content.Deal) loss.content()).lossReason();
    tally.add(
        TallyField.LOST_REASON, (reason == null ? Content.LossReason.OTHER : reason).ordinal(), 1);
    Tally voices = answers.sum(Place.START, Place.END);
    Vote served =
        Answers.respondents(voices, Answers.SERVED_IN_ANY) == 0
            ? null
            : Answers.decide(voices, Answers.SERVED_IN_ANY);
    boolean customerWon =
        served == Vote.YES || reason == Content.LossReason.WE_ADVISED_AGAINST || context.cameBack();
    boolean customerLost = !customerWon && (served == Vote.NO || served == Vote.NEUTRAL);
    if (customerWon) {
      tally.add(TallyField.LOSE_WIN, 1);
    } else if (customerLost) {
      tally.add(TallyField.LOSE_LOSE, 1);
    }
    Money amount = terms.amount();
    MoneyRules.lost(amount == null ? terms.listPrice() : amount, customerWon, customerLost, tally);
    DealState state =
        new DealState(
            Status.LOST,
            terms.primaryRep(),
            cohortDay,
            terms.productLine(),
            terms.recurring(),
            amount == null ? null : (Long) amount.minor(),
            amount == null ? null : amount.currency(),
            Verdict.NO_WORD,
            null,
            DealState.RemorseReason.NONE,
            null,
            null,
            List.of(),
            cohortDay,
            evidence.kept(),
            evidence.count());
    return new Result(cells(), state);
  }

  /** R15: the primary carries the deal, the others get it in the tally of their role. */
  private Map<CellKey, Tally> cells() {
    Tally built = tally.build();
    Map<CellKey, Tally> cells = new LinkedHashMap<>();
    cells.put(cell(terms.primaryRep(), CellKey.PRIMARY), built);
    for (Content.Credit credit : terms.credits()) {
      if (!credit.primary()) {
        cells.put(cell(credit.repId(), credit.role().name()), built);
      }
    }
    return cells;
  }

  private CellKey cell(String repId, String role) {
    return new CellKey(repId, role, terms.productLine(), terms.recurring(), cohortDay);
  }

  /** The day the remorse clock starts; the signing until the product line's own start is known. */
  private int clockDay() {
    return switch (definition.clockStart(terms.productLine())) {
      case SIGNING -> cohortDay;
      case FIRST_PAYMENT -> {
        Long paidAt = context.firstPaidAt();
        yield paidAt == null ? cohortDay : cohortDay + offset(paidAt, cohortDay);
      }
      case ACTIVATION -> {
        SeenFact activated = log.first(Place.START, Place.END, Trait.ACTIVATED::in);
        yield activated == null ? cohortDay : cohortDay + offset(activated.occurredAt(), cohortDay);
      }
    };
  }

  /** Days from a start to an event, not below 0 (R10). */
  private int offset(long micros, int startDay) {
    return Math.max(0, definition.dayOfMicros(micros) - startDay);
  }

  private void tellRemorse(Remorse remorse) {
    addDay(TallyField.REMORSE_DAY, remorse.day());
    addDay(TallyField.REMORSE_DEED_DAY, remorse.deedDay());
    addDay(TallyField.REGRET_DAY, remorse.regretDay());
    addDay(TallyField.CENSORED_DAY, remorse.censoredDay());
    addDay(TallyField.UNKNOWN_REVERSAL_DAY, remorse.bandDay());
    if (remorse.reversedFor() != null) {
      tally.add(TallyField.REVERSAL_REASON, remorse.reversedFor().ordinal(), 1);
    }
    if (remorse.partial()) {
      tally.add(TallyField.PARTIAL_REFUND, 1);
    }
  }

  private void addDay(TallyField field, @Nullable Integer day) {
    if (day != null) {
      tally.add(field, day, 1);
    }
  }

  /** R28, R33: what its surveys and referrals add; tells the day of the first referral. */
  private @Nullable Integer tellReferrals() {
    tally.add(context.groups());
    Integer first = null;
    for (ReferralView referral : context.referrals()) {
      int day = offset(referral.at(), cohortDay);
      evidence.add(referral.evidence(), EvidenceKind.REFERRAL, day);
      first = first == null ? (Integer) day : first;
    }
    evidence.more(context.groups().get(TallyField.REFERRALS) - context.referrals().size());
    addDay(TallyField.REFERRED_DAY, first);
    tally.add(TallyField.WORD_OF_MOUTH, terms.wordOfMouth() ? 1 : 0);
    tally.add(TallyField.ORIGIN_KNOWN, terms.originKnown() ? 1 : 0);
    return first;
  }

  private void tellGrumbles(Grumbles grumbles) {
    List<SeenFact> first = grumbles.list(evidence.room());
    for (SeenFact fact : first) {
      evidence.add(fact.id(), EvidenceKind.GRUMBLE, offset(fact.occurredAt(), cohortDay));
    }
    evidence.more(grumbles.count() - first.size());
    Set<Grumbles.Kind> kinds = grumbles.since(Long.MIN_VALUE);
    tally.add(TallyField.GRUMBLE, 0, kinds.isEmpty() ? 0 : 1);
    for (Grumbles.Kind kind : kinds) {
      tally.add(TallyField.GRUMBLE, kind.ordinal() + 1, 1);
    }
  }

  /** Renewals, expansions, churn (R22, R23), pace (R14) and the next deal (R24). */
  private void tellLater() {
    tally.add(TallyField.RENEWED_ACTIVE, Trait.RENEWED_ACTIVE.in(own));
    tally.add(TallyField.RENEWED_AUTO, Trait.RENEWED_AUTO.in(own));
    tally.add(TallyField.EXPANDED, Trait.EXPANDED.in(own));
    tally.add(TallyField.DOWNGRADED, Trait.DOWNGRADED.in(own));
    tally.add(TallyField.CHURNED, Trait.CHURNED.in(own) > 0 ? 1 : 0);
    boolean opened = Trait.OPENED.in(own) > 0;
    int pace = opened ? cohortDay - definition.dayOfMicros(context.life().openedAt()) : -1;
    if (pace >= 0) {
      tally.add(TallyField.PACE_DAYS, pace, 1);
    }
    if (context.next() != null) {
      tally.add(TallyField.REPEAT_DAY, context.next().cohortDay() - cohortDay, 1);
    }
  }
}

package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Content.SurveyItem;
import io.willingly.metrics.fact.Content.SurveyStep;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.fold.Answers.Voice;
import io.willingly.metrics.fold.DealContext.ReferralView;
import io.willingly.metrics.fold.DealState.EvidenceKind;
import io.willingly.metrics.fold.DealState.Status;
import io.willingly.metrics.fold.DealState.Vote;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one decided deal adds to the tallies, and what is said of it (DESIGN section 3). */
final class DealRules {
  private static final SurveyItem HAPPY = SurveyItem.HAPPY_WITH_PRICE;

  private final Definition definition;
  private final DealContext context;
  private final Lifecycle life;
  private final int cohortDay;
  private final Answers answers;
  private final EvidenceLog evidence = new EvidenceLog();
  private final Tally.Builder tally = new Tally.Builder();

  private DealRules(DealContext context, SeenFact decision, Definition definition) {
    this.definition = definition;
    this.context = context;
    this.life = context.life();
    this.cohortDay = definition.dayOfMicros(decision.occurredAt());
    this.answers = Answers.of(context.surveys(), definition);
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
    SeenFact regret = answers.firstRegret();
    Integer regretDay = regret == null ? null : offset(regret.occurredAt(), clockDay);
    Remorse remorse = Remorse.of(life, clockDay, regretDay, definition, evidence);
    if (regret != null && regretDay != null) {
      evidence.add(regret.id(), EvidenceKind.REGRET, regretDay);
    }
    tally.add(TallyField.WON, 1);
    Vote vote = tellAnswers(remorse);
    tellRemorse(remorse);
    tellSurveys();
    Integer referredDay = tellReferrals();
    Verdict verdict = verdict(remorse, vote, referredDay);
    tally.add(TallyField.VERDICT, verdict.ordinal(), 1);
    List<Grumble> grumbles = Grumble.of(life, context.calls(), signing.occurredAt(), definition);
    tellGrumbles(grumbles);
    tellLater();
    new MoneyRules(context, definition, cohortDay).won(remorse, vote, tally);
    tellSignal(signing, vote);
    SaveList save = SaveList.of(answers, grumbles, remorse);
    Money amount = life.amount();
    DealState state =
        new DealState(
            Status.WON,
            life.primaryRep(),
            cohortDay,
            life.productLine(),
            life.recurring(),
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
    List<Voice> voices = answers.allVoices().getOrDefault(SurveyItem.FELT_SERVED, List.of());
    Vote served = voices.isEmpty() ? null : answers.decide(SurveyItem.FELT_SERVED, voices);
    boolean customerWon =
        served == Vote.YES || reason == Content.LossReason.WE_ADVISED_AGAINST || context.cameBack();
    boolean customerLost = !customerWon && (served == Vote.NO || served == Vote.NEUTRAL);
    if (customerWon) {
      tally.add(TallyField.LOSE_WIN, 1);
    } else if (customerLost) {
      tally.add(TallyField.LOSE_LOSE, 1);
    }
    Money amount = life.amount();
    MoneyRules.lost(amount == null ? life.listPrice() : amount, customerWon, customerLost, tally);
    DealState state =
        new DealState(
            Status.LOST,
            life.primaryRep(),
            cohortDay,
            life.productLine(),
            life.recurring(),
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
    cells.put(cell(life.primaryRep(), CellKey.PRIMARY), built);
    for (Content.Credit credit : life.credits()) {
      if (!credit.primary()) {
        cells.put(cell(credit.repId(), credit.role().name()), built);
      }
    }
    return cells;
  }

  private CellKey cell(String repId, String role) {
    return new CellKey(repId, role, life.productLine(), life.recurring(), cohortDay);
  }

  /** The day the remorse clock starts; the signing until the product line's own start is known. */
  private int clockDay() {
    DealKind start =
        switch (definition.clockStart(life.productLine())) {
          case SIGNING -> DealKind.WON;
          case FIRST_PAYMENT -> DealKind.PAYMENT;
          case ACTIVATION -> DealKind.ACTIVATED;
        };
    if (start == DealKind.WON) {
      return cohortDay;
    }
    int first = Integer.MAX_VALUE;
    for (SeenFact fact : life.of(EnumSet.of(start))) {
      Long at =
          start == DealKind.PAYMENT
              ? ((Content.Deal) fact.content()).paidAt()
              : (Long) fact.occurredAt();
      first = at == null ? first : Math.min(first, definition.dayOfMicros(at));
    }
    return first == Integer.MAX_VALUE ? cohortDay : Math.max(cohortDay, first);
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

  /** R26: votes per item within the window; the price item also by day of remorse. */
  private @Nullable Vote tellAnswers(Remorse remorse) {
    Map<SurveyItem, List<Voice>> voices =
        answers.purchaseVoices(cohortDay, day -> day <= definition.answerWindowDays());
    voices.forEach(
        (item, said) -> {
          tally.add(voteField(answers.decide(item, said)), item.ordinal(), 1);
          tally.add(TallyField.ITEM_RESPONDENTS, item.ordinal(), said.size());
          for (Voice voice : said) {
            tally.add(TallyField.ITEM_BOX_SUM, item.ordinal(), Answers.box(item, voice.answer()));
          }
        });
    List<Voice> later =
        answers
            .purchaseVoices(cohortDay, day -> day > definition.answerWindowDays())
            .getOrDefault(HAPPY, List.of());
    if (!later.isEmpty()) {
      tally.add(TallyField.STILL_HAPPY, answers.decide(HAPPY, later).ordinal(), 1);
      tell(later, EvidenceKind.LATER_ANSWER);
    }
    List<Voice> happy = voices.getOrDefault(HAPPY, List.of());
    if (happy.isEmpty()) {
      return null;
    }
    tell(happy, EvidenceKind.ANSWER);
    Vote vote = answers.decide(HAPPY, happy);
    addDay(
        switch (vote) {
          case YES -> TallyField.REMORSE_DAY_HAPPY;
          case NEUTRAL -> TallyField.REMORSE_DAY_NEUTRAL;
          case NO -> TallyField.REMORSE_DAY_UNHAPPY;
          case SPLIT -> TallyField.REMORSE_DAY_SPLIT;
        },
        remorse.day());
    return vote;
  }

  private void tell(List<Voice> voices, EvidenceKind kind) {
    for (Voice voice : voices) {
      evidence.add(voice.fact().id(), kind, offset(voice.fact().occurredAt(), cohortDay));
    }
  }

  private static TallyField voteField(Vote vote) {
    return switch (vote) {
      case YES -> TallyField.ITEM_YES;
      case NEUTRAL -> TallyField.ITEM_NEUTRAL;
      case NO -> TallyField.ITEM_NO;
      case SPLIT -> TallyField.ITEM_SPLIT;
    };
  }

  /** R28: the unit is the survey; any step after the invitation shows it was delivered. */
  private void tellSurveys() {
    Map<String, SurveyCount> surveys = new LinkedHashMap<>();
    for (SeenFact fact : context.surveys()) {
      Content.Survey survey = Answers.survey(fact);
      surveys
          .computeIfAbsent(survey.surveyId(), id -> new SurveyCount(survey.kind().ordinal()))
          .see(survey);
    }
    for (SurveyCount survey : surveys.values()) {
      tally.add(TallyField.SURVEYS_DELIVERED, survey.kind, survey.delivered ? 1 : 0);
      tally.add(TallyField.SURVEYS_ANSWERED, survey.kind, survey.answered ? 1 : 0);
      tally.add(TallyField.SURVEYS_DELIVERY_KNOWN, survey.kind, survey.sent ? 1 : 0);
    }
  }

  private static final class SurveyCount {
    private final int kind;
    private boolean delivered;
    private boolean answered;
    private boolean sent;

    SurveyCount(int kind) {
      this.kind = kind;
    }

    void see(Content.Survey survey) {
      SurveyStep step = survey.step();
      sent |= step == SurveyStep.INVITED || step == SurveyStep.DELIVERED;
      delivered |=
          step == SurveyStep.DELIVERED || step == SurveyStep.STARTED || step == SurveyStep.ANSWERED;
      answered |= step == SurveyStep.ANSWERED && !survey.answers().isEmpty();
    }
  }

  private @Nullable Integer tellReferrals() {
    Integer first = null;
    for (ReferralView referral : context.referrals()) {
      int day = offset(referral.at(), cohortDay);
      tally.add(TallyField.REFERRALS, 1);
      tally.add(TallyField.REFERRALS_CONVERTED, referral.converted() ? 1 : 0);
      evidence.add(referral.evidence(), EvidenceKind.REFERRAL, day);
      first = first == null ? (Integer) day : first;
    }
    addDay(TallyField.REFERRED_DAY, first);
    tally.add(TallyField.WORD_OF_MOUTH, life.wordOfMouth() ? 1 : 0);
    tally.add(TallyField.ORIGIN_KNOWN, life.originKnown() ? 1 : 0);
    return first;
  }

  private void tellGrumbles(List<Grumble> grumbles) {
    EnumSet<Grumble.Kind> kinds = EnumSet.noneOf(Grumble.Kind.class);
    for (Grumble grumble : grumbles) {
      kinds.add(grumble.kind());
      evidence.add(grumble.fact().id(), EvidenceKind.GRUMBLE, offset(grumble.at(), cohortDay));
    }
    tally.add(TallyField.GRUMBLE, 0, kinds.isEmpty() ? 0 : 1);
    for (Grumble.Kind kind : kinds) {
      tally.add(TallyField.GRUMBLE, kind.ordinal() + 1, 1);
    }
  }

  /** Renewals, expansions, churn (R22, R23), pace (R14) and the next deal (R24). */
  private void tellLater() {
    boolean churned = false;
    for (SeenFact fact : life.facts()) {
      Content.Deal content = (Content.Deal) fact.content();
      switch (content.kind()) {
        case RENEWED -> {
          tally.add(
              TallyField.RENEWED_ACTIVE,
              content.renewalMode() == Content.RenewalMode.ACTIVE ? 1 : 0);
          tally.add(
              TallyField.RENEWED_AUTO, content.renewalMode() == Content.RenewalMode.AUTO ? 1 : 0);
        }
        case EXPANDED -> tally.add(TallyField.EXPANDED, 1);
        case DOWNGRADED -> tally.add(TallyField.DOWNGRADED, 1);
        case CHURNED -> churned = true;
        default -> {}
      }
    }
    tally.add(TallyField.CHURNED, churned ? 1 : 0);
    Long opened = life.opened();
    int pace = opened == null ? -1 : cohortDay - definition.dayOfMicros(opened);
    if (pace >= 0) {
      tally.add(TallyField.PACE_DAYS, pace, 1);
    }
    if (context.next() != null) {
      tally.add(TallyField.REPEAT_DAY, context.next().cohortDay() - cohortDay, 1);
    }
  }

  private Verdict verdict(Remorse remorse, @Nullable Vote vote, @Nullable Integer referredDay) {
    int window = Math.max(definition.loyaltyWindowDays(), definition.remorseDays());
    if (within(remorse.deedDay(), window)) {
      return Verdict.TOOK_IT_BACK;
    }
    if (vote != null) {
      return switch (vote) {
        case YES -> Verdict.TOLD_HAPPY;
        case NEUTRAL -> Verdict.TOLD_NEUTRAL;
        case NO -> Verdict.TOLD_NOT_HAPPY;
        case SPLIT -> Verdict.TOLD_SPLIT;
      };
    }
    if (within(remorse.day(), window)) {
      return Verdict.NO_WORD;
    }
    return deed(referredDay);
  }

  /** R25: deeds for the seller within the loyalty window. */
  private Verdict deed(@Nullable Integer referredDay) {
    int window = definition.loyaltyWindowDays();
    if (within(referredDay, window)) {
      return Verdict.REFERRED;
    }
    Verdict verdict = Verdict.NO_WORD;
    for (SeenFact fact : life.of(EnumSet.of(DealKind.RENEWED, DealKind.EXPANDED))) {
      Content.Deal content = (Content.Deal) fact.content();
      int day = offset(fact.occurredAt(), cohortDay);
      boolean renewed =
          content.kind() == DealKind.RENEWED && content.renewalMode() == Content.RenewalMode.ACTIVE;
      if (day <= window && renewed) {
        evidence.add(fact.id(), EvidenceKind.RENEWAL, day);
        return Verdict.RENEWED;
      }
      if (day <= window && content.kind() == DealKind.EXPANDED && verdict != Verdict.EXPANDED) {
        evidence.add(fact.id(), EvidenceKind.EXPANSION, day);
        verdict = Verdict.EXPANDED;
      }
    }
    DealContext.Neighbour next = context.next();
    if (verdict == Verdict.NO_WORD && next != null && next.cohortDay() - cohortDay <= window) {
      evidence.add(next.signing(), EvidenceKind.NEXT_DEAL, next.cohortDay() - cohortDay);
      return Verdict.BOUGHT_AGAIN;
    }
    return verdict;
  }

  private static boolean within(@Nullable Integer day, int window) {
    return day != null && day <= window;
  }

  /**
   * What the customer says of the price on calls after signing, against what was told us. Silence
   * on a call is no signal: absent is not zero.
   */
  private void tellSignal(SeenFact signing, @Nullable Vote vote) {
    boolean objects = false;
    for (SeenFact fact : context.calls()) {
      Integer objections = ((Content.Call) fact.content()).priceObjections();
      objects |= objections != null && objections > 0 && fact.occurredAt() >= signing.occurredAt();
    }
    if (objects && vote != null) {
      tally.add(TallyField.CALL_SIGNAL_AGREEMENT, vote == Vote.YES ? 1 : 0, 1);
    }
  }
}

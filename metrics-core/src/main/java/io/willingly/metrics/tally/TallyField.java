package io.willingly.metrics.tally;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The integers we keep. A field is a scalar, or a row of buckets: by day after signing, by currency
 * (ISO 4217 numeric), by survey item or by the code named here. {@link #id} is stored and never
 * reused.
 */
public enum TallyField {
  /** Won deals, by cohort day. */
  WON(1),
  /** Lost deals, by loss day. */
  LOST(2),
  /** Lost deals by {@code LossReason} ordinal; unknown reasons under OTHER. */
  LOST_REASON(3),
  /** Deals by day of their remorse: qualifying reversal by change of mind, or stated regret. */
  REMORSE_DAY(4),
  /** Deals by day of remorse by deed only. */
  REMORSE_DEED_DAY(5),
  /** Deals by day of stated regret only. */
  REGRET_DAY(6),
  /** Deals without remorse, by day of their full reversal for another known reason (R37). */
  CENSORED_DAY(7),
  /** Deals without remorse, by day of their full reversal for an unknown reason (R19). */
  UNKNOWN_REVERSAL_DAY(8),
  /** Fully reversed deals by {@code ReversalReason} ordinal. */
  REVERSAL_REASON(9),
  /** Deals refunded in part, below the reversed share that counts as reversal (R18). */
  PARTIAL_REFUND(10),

  /** Won deals by item whose deciding answer is yes; see rule R26. */
  ITEM_YES(11),
  ITEM_NEUTRAL(12),
  ITEM_NO(13),
  /** Won deals by item on which the respondents tie. */
  ITEM_SPLIT(14),
  /** Sum over respondents of the box (effort: of 7, recommend: of 11, else of 5) by item. */
  ITEM_BOX_SUM(15),
  /** Respondents by item. */
  ITEM_RESPONDENTS(16),
  /** Deals happy with the price, by day of their remorse: with ITEM_YES gives kept and happy. */
  REMORSE_DAY_HAPPY(17),
  REMORSE_DAY_NEUTRAL(18),
  REMORSE_DAY_UNHAPPY(19),
  REMORSE_DAY_SPLIT(20),
  /** Price happiness answered after the answer window: 0 yes, 1 neutral, 2 no, 3 split. */
  STILL_HAPPY(21),
  /** Surveys with a delivery, start or answer by {@code SurveyKind} ordinal (R28). */
  SURVEYS_DELIVERED(22),
  /** Surveys with at least one item answered by {@code SurveyKind} ordinal (R28). */
  SURVEYS_ANSWERED(23),
  /** Surveys whose source reported an invitation or a delivery, by {@code SurveyKind} ordinal. */
  SURVEYS_DELIVERY_KNOWN(24),

  /** Won deals by {@code Verdict} ordinal. */
  VERDICT(25),
  /** Deals by day of the first referral attributed to them. */
  REFERRED_DAY(26),
  REFERRALS(27),
  REFERRALS_CONVERTED(28),
  /** Won deals whose customer came by word of mouth (R34). */
  WORD_OF_MOUTH(29),
  ORIGIN_KNOWN(30),
  /** Won deals by day of the customer's next won deal (R24). */
  REPEAT_DAY(31),
  /** Won deals by grumble: 0 any, 1 paid late, 2 disputed, 3 concession, 4 objection. */
  GRUMBLE(32),
  /** Days from opening to signing, by days (R14). */
  PACE_DAYS(33),
  RENEWED_ACTIVE(34),
  RENEWED_AUTO(35),
  EXPANDED(36),
  DOWNGRADED(37),
  CHURNED(38),

  /** Money by currency, in minor units. */
  AMOUNT(40),
  /** Won deals with an amount. */
  AMOUNT_KNOWN(41),
  /** List price over deals with list price and amount in one currency. */
  DISCOUNT_LIST(42),
  /** Amount over the same deals. */
  DISCOUNT_AMOUNT(43),
  REFUNDED(44),
  /** Refunds in another currency than the deal's. */
  REFUNDED_OTHER_CURRENCY(45),
  AMOUNT_NEW(46),
  AMOUNT_REPEAT(47),
  AMOUNT_REFERRED(48),
  RENEWED_AMOUNT(49),
  EXPANDED_AMOUNT(50),
  CONCESSION_AMOUNT(51),
  /** Amount of deals happy and kept (win-win once settled). */
  AMOUNT_HAPPY_KEPT(52),
  /** Amount of deals not happy, or with remorse within the horizon (win-lose). */
  AMOUNT_NOT_HAPPY(53),
  /** Money still kept 180 and 365 days after signing, by matrix cell. */
  KEPT_180_HAPPY(54),
  KEPT_180_NOT_HAPPY(55),
  KEPT_180_UNDECIDED(56),
  KEPT_365_HAPPY(57),
  KEPT_365_NOT_HAPPY(58),
  KEPT_365_UNDECIDED(59),

  /** Lost deals whose customer won (R36). */
  LOSE_WIN(60),
  LOSE_LOSE(61),
  /** List or asked amount of lost deals by currency. */
  LOST_AMOUNT(62),
  LOSE_WIN_AMOUNT(63),
  LOSE_LOSE_AMOUNT(64),

  /** Call practice, by the call's own rep and day (R31). */
  CALLS(70),
  CALL_MILLIS(71),
  CALL_MILLIS_KNOWN(72),
  REP_SPEECH_MILLIS(73),
  CUSTOMER_SPEECH_MILLIS(74),
  /** Calls with both speech times. */
  TALK_SHARE_CALLS(75),
  /** Sum of per-call rep talk share in basis points, half even (R32). */
  TALK_SHARE_BASIS_POINTS(76),
  MONOLOGUE_MILLIS(77),
  MONOLOGUE_CALLS(78),
  /** Calls by floor(log2) of the longest monologue in milliseconds. */
  MONOLOGUE_LOG2(79),
  PATIENCE_MILLIS(80),
  PATIENCE_CALLS(81),
  SPEAKER_SWITCHES(82),
  SPEAKER_SWITCHES_CALLS(83),
  INTERRUPTIONS(84),
  INTERRUPTIONS_CALLS(85),
  REP_QUESTIONS(86),
  /** Call milliseconds over calls with both a duration and a question count. */
  REP_QUESTIONS_MILLIS(87),
  /** Calls in which the caring question (by ordinal) was asked. */
  CARING_ASKED(88),
  /** Calls in which it is known whether it was asked. */
  CARING_KNOWN(89),
  CUSTOMER_STARTED(90),
  STARTED_KNOWN(91),
  OBJECTION_CALLS(92),
  OBJECTION_KNOWN(93),
  AGGRESSIVE_CUES(94),
  AGGRESSIVE_KNOWN(95),
  DIRECTIVE_CUES(96),
  DIRECTIVE_KNOWN(97),
  NEXT_STEP_AGREED(98),
  NEXT_STEP_KNOWN(99),
  /** Price signal on calls after signing against told-us: 0 agree, 1 disagree. */
  CALL_SIGNAL_AGREEMENT(100),

  /** Won deals by {@code Claim.bucket}, where exposure and outcome are known (R98). */
  CLAIM(101),

  /** Surveys of which any step is known, so that somebody was asked, by {@code SurveyKind}. */
  SURVEYS_INVITED(102),
  /** Answers to purchase surveys by {@code AnswerCheck} ordinal (R101). */
  ANSWER_CHECK(103),
  /**
   * Deals of a customer's first cohort day, by {@code AnswerChecks.bucket} of each origin that
   * purchase answers came from, from 1. Kept for reps, not for teams and the organisation (R102).
   */
  ANSWER_ORIGIN(104),
  /** Won deals by 2 for early trouble, and 1 if asked in a purchase survey (R103). */
  INVITED_BY_TROUBLE(105),
  /** Won deals with a happy answer: 0, or 1 if something was taken back after it (R104). */
  HAPPY_THEN_REVERSED(106),
  /** Won deals asked: 2 for answered, and 1 if taken back by deed within the window (R105). */
  DEED_BY_RESPONSE(107);

  /** Largest bucket; later days are counted in it. */
  public static final int MAX_BUCKET = 4095;

  private static final Map<Integer, TallyField> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(TallyField::id, Function.identity()));

  private final int id;

  TallyField(int id) {
    this.id = id;
  }

  public int id() {
    return id;
  }

  /**
   * The field of a key in a {@link Tally}.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static TallyField of(int key) {
    TallyField field = BY_ID.get(key >> 12);
    if (field == null) {
      throw new IllegalArgumentException("no field has id " + (key >> 12));
    }
    return field;
  }

  /** The bucket of a key in a {@link Tally}, 0 for a scalar. */
  public static int bucket(int key) {
    return key & MAX_BUCKET;
  }

  /** Key of the scalar in a {@link Tally}. */
  public int key() {
    return id << 12;
  }

  /** Key of a bucket in a {@link Tally}; buckets past {@link #MAX_BUCKET} share the last one. */
  public int key(int bucket) {
    if (bucket < 0) {
      throw new IllegalArgumentException(this + " has no bucket " + bucket);
    }
    return (id << 12) | Math.min(bucket, MAX_BUCKET);
  }
}

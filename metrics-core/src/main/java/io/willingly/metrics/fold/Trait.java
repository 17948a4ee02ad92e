package io.willingly.metrics.fold;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.Currencies;
import io.willingly.metrics.fact.Money;
import io.willingly.metrics.tally.Tally;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one fact of a deal says by itself, as numbers that can be summed: the entries of the sums in
 * a {@link FactLog}. Ordinals are stored; {@link Fold#VERSION} covers them.
 */
enum Trait {
  /** A deal exists from it (R14). */
  FOUNDING,
  OPENED,
  WON,
  LOST,
  REOPENED,
  DELETED,
  DISPUTE_WON,
  ACTIVATED,

  /** Names the rep, the product line and so on. */
  REP,
  LINE,
  RECURRING,
  REFERRER,
  ORIGIN,

  /** Has an amount, or a list price, that is the deal's own (R16). */
  AMOUNT,
  LIST_PRICE,
  AMENDED_AMOUNT,
  AMENDED_LIST_PRICE,

  /** Reversals by reason; by reason and currency, and the money. */
  REVERSED,
  REVERSED_IN,
  REVERSED_MONEY,

  PAID_LATE,
  DISPUTED,
  CONCESSION,
  CONCESSION_MONEY,
  RENEWED_ACTIVE,
  RENEWED_AUTO,
  RENEWED_MONEY,
  EXPANDED,
  EXPANDED_MONEY,
  DOWNGRADED,
  CHURNED,

  /** A call on which the customer objected to the price. */
  OBJECTION,

  /** Milliseconds of speech on a call of which both sides are known. */
  REP_SPEECH,
  CUSTOMER_SPEECH,

  /** Calls by caring question: it is known whether it was asked; it was. */
  CARING_KNOWN,
  CARING_ASKED,

  /** Calls of which it is known whether there was pressure of a kind; those with it. */
  AGGRESSIVE_KNOWN,
  AGGRESSIVE,
  DIRECTIVE_KNOWN,
  DIRECTIVE,

  /** Calls on which a next step was agreed, with pressure of any kind, or known to have none. */
  STEP_PRESSED,
  STEP_FREE,

  /** Votes by question: see {@link Answers}. */
  VOICE,
  BOX,
  LATER_VOICE,
  HAPPY,
  UNHAPPY,
  PRESSURED,
  REGRET,
  SAYS;

  /** In the bucket of a reversal: it is a charge-back, which a dispute won later undoes (R20). */
  static final int CHARGE_BACK = 1 << 15;

  private static final int REASON_SHIFT = 12;

  /** Kinds whose amount is the deal's own, not a refund's, payment's or renewal's (R16). */
  private static final Set<DealKind> PRICED =
      EnumSet.of(
          DealKind.OPENED,
          DealKind.STAGE_CHANGED,
          DealKind.REASSIGNED,
          DealKind.WON,
          DealKind.AMENDED,
          DealKind.LOST,
          DealKind.REOPENED);

  /** Its number in a sum, where it has no buckets: a measure of a log. */
  long in(Tally sum) {
    return sum.get(key(0));
  }

  /** Key in a sum of a bucket from 0 to 65,535. */
  int key(int bucket) {
    return ordinal() << 16 | bucket;
  }

  /** Key in a sum by reversal reason and, from 1 to 999, currency. */
  int key(Content.ReversalReason reason, int currency) {
    return key(reason.ordinal() << REASON_SHIFT | currency);
  }

  /** What a fact of the deal's own log says, or a call. */
  static Tally of(Content content, Definition definition) {
    Tally.Builder sum = new Tally.Builder();
    if (content instanceof Content.Call call) {
      addCall(sum, call);
    }
    if (content instanceof Content.Deal deal) {
      addKind(sum, deal, definition);
      has(sum, REP, deal.repId());
      has(sum, LINE, deal.productLine());
      has(sum, RECURRING, deal.recurring());
      has(sum, REFERRER, deal.referredByCustomerId());
      has(sum, ORIGIN, deal.origin() == Content.Origin.UNKNOWN ? null : deal.origin());
      if (PRICED.contains(deal.kind())) {
        has(sum, AMOUNT, deal.amount());
        has(sum, LIST_PRICE, deal.listPrice());
      }
    }
    return sum.build();
  }

  static boolean objects(Content.Call call) {
    return some(call.priceObjections());
  }

  private static boolean some(@Nullable Integer count) {
    return count != null && count > 0;
  }

  private static void addCall(Tally.Builder sum, Content.Call call) {
    sum.add(OBJECTION.key(0), objects(call) ? 1 : 0);
    if (call.repSpeechMillis() != null && call.customerSpeechMillis() != null) {
      sum.add(REP_SPEECH.key(0), call.repSpeechMillis());
      sum.add(CUSTOMER_SPEECH.key(0), call.customerSpeechMillis());
    }
    call.caring()
        .forEach(
            (question, asked) -> {
              sum.add(CARING_KNOWN.key(question.ordinal()), 1);
              sum.add(CARING_ASKED.key(question.ordinal()), asked ? 1 : 0);
            });
    has(sum, AGGRESSIVE_KNOWN, call.aggressiveCues());
    has(sum, DIRECTIVE_KNOWN, call.directiveCues());
    boolean aggressive = some(call.aggressiveCues());
    boolean directive = some(call.directiveCues());
    sum.add(AGGRESSIVE.key(0), aggressive ? 1 : 0);
    sum.add(DIRECTIVE.key(0), directive ? 1 : 0);
    if (Boolean.TRUE.equals(call.nextStepAgreed())) {
      boolean known = call.aggressiveCues() != null && call.directiveCues() != null;
      boolean pressed = aggressive || directive;
      sum.add(STEP_PRESSED.key(0), pressed ? 1 : 0);
      sum.add(STEP_FREE.key(0), known && !pressed ? 1 : 0);
    }
  }

  private static void addKind(Tally.Builder sum, Content.Deal deal, Definition definition) {
    switch (deal.kind()) {
      case OPENED -> sum.add(FOUNDING.key(0), 1).add(OPENED.key(0), 1);
      case STAGE_CHANGED -> sum.add(FOUNDING.key(0), 1);
      case WON -> sum.add(FOUNDING.key(0), 1).add(WON.key(0), 1);
      case LOST -> sum.add(FOUNDING.key(0), 1).add(LOST.key(0), 1);
      case REOPENED -> sum.add(REOPENED.key(0), 1);
      case DELETED -> sum.add(DELETED.key(0), 1);
      case DISPUTE_WON -> sum.add(DISPUTE_WON.key(0), 1);
      case ACTIVATED -> sum.add(ACTIVATED.key(0), 1);
      case AMENDED -> {
        has(sum, AMENDED_AMOUNT, deal.amount());
        has(sum, AMENDED_LIST_PRICE, deal.listPrice());
      }
      case CANCELLED, RETURNED, REFUNDED -> addReversal(sum, deal, 0);
      case CHARGED_BACK -> addReversal(sum, deal, CHARGE_BACK);
      case PAYMENT -> sum.add(PAID_LATE.key(0), paidLate(deal, definition) ? 1 : 0);
      case INVOICE_DISPUTED -> sum.add(DISPUTED.key(0), 1);
      case CONCESSION -> {
        sum.add(CONCESSION.key(0), 1);
        addMoney(sum, CONCESSION_MONEY, deal.amount());
      }
      case RENEWED -> {
        sum.add(RENEWED_ACTIVE.key(0), deal.renewalMode() == Content.RenewalMode.ACTIVE ? 1 : 0);
        sum.add(RENEWED_AUTO.key(0), deal.renewalMode() == Content.RenewalMode.AUTO ? 1 : 0);
        addMoney(sum, RENEWED_MONEY, deal.amount());
      }
      case EXPANDED -> {
        sum.add(EXPANDED.key(0), 1);
        addMoney(sum, EXPANDED_MONEY, deal.amount());
      }
      case DOWNGRADED -> sum.add(DOWNGRADED.key(0), 1);
      case CHURNED -> sum.add(CHURNED.key(0), 1);
      case REASSIGNED -> {}
    }
  }

  private static boolean paidLate(Content.Deal deal, Definition definition) {
    Long due = deal.dueAt();
    Long paid = deal.paidAt();
    return due != null
        && paid != null
        && definition.dayOfMicros(paid) > definition.dayOfMicros(due);
  }

  private static void addReversal(Tally.Builder sum, Content.Deal deal, int family) {
    Content.ReversalReason said = deal.reversalReason();
    Content.ReversalReason reason = said == null ? Content.ReversalReason.UNKNOWN : said;
    sum.add(REVERSED.key(reason, 0) | family, 1);
    Money money = deal.amount();
    if (money != null) {
      int currency = Currencies.numeric(money.currency());
      sum.add(REVERSED_IN.key(reason, currency) | family, 1);
      sum.add(REVERSED_MONEY.key(reason, currency) | family, money.minor());
    }
  }

  private static void addMoney(Tally.Builder sum, Trait trait, @Nullable Money money) {
    if (money != null) {
      sum.add(trait.key(Currencies.numeric(money.currency())), money.minor());
    }
  }

  private static void has(Tally.Builder sum, Trait trait, @Nullable Object value) {
    sum.add(trait.key(0), value == null ? 0 : 1);
  }
}

package io.willingly.metrics.fact;

import java.util.Comparator;

/**
 * The total order of facts (R1): event time, then kind, then source and event id, so that facts of
 * one instant (date-only sources) never depend on the order of arrival.
 */
public final class FactOrder {
  private static final int DEAL_KINDS = Content.DealKind.values().length;

  /** Strings as unsigned UTF-8 bytes, which is the order of their code points. */
  public static final Comparator<String> UTF8 = FactOrder::compareUtf8;

  private FactOrder() {}

  /** Place of a kind among facts of one instant. */
  public static int rank(Content content) {
    if (content instanceof Content.Deal deal) {
      return deal.kind().ordinal();
    }
    if (content instanceof Content.Survey survey) {
      return DEAL_KINDS + survey.step().ordinal();
    }
    if (content instanceof Content.Call) {
      return DEAL_KINDS + 10;
    }
    if (content instanceof Content.Referral referral) {
      return DEAL_KINDS + 11 + referral.step().ordinal();
    }
    return DEAL_KINDS + 20;
  }

  /** UTF-16 order, but with surrogates above all other characters, as in UTF-8. */
  private static int compareUtf8(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}

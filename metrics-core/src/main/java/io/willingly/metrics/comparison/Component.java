package io.willingly.metrics.comparison;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.statistics.Trials;
import java.util.Locale;

/** A share of things counted one by one; what is compared is one of them, or a product of two. */
public enum Component {
  /** Deals taken back or regretted within the window of the rule set (R10). */
  REMORSE,
  /** Customers happy with the price, of those who kept the deal and answered (R26). */
  HAPPY,
  /** Deals with a referral within 90 days (R33). */
  REFERRAL;

  private static final int REFERRAL_DAYS = 90;

  Trials of(Counts counts) {
    return switch (this) {
      case REMORSE -> new Trials(counts.remorse(), counts.won());
      case HAPPY -> new Trials(counts.happy(), counts.answered());
      case REFERRAL -> new Trials(counts.referred(), counts.won());
    };
  }

  /** The age in days a deal must exceed for its outcome to be settled (R10). */
  public int window(Definition definition) {
    return this == REFERRAL ? REFERRAL_DAYS : definition.remorseDays();
  }

  /** As in topics, such as {@code remorse}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.willingly.streams.demo;

import io.willingly.metrics.fact.Money;
import org.jspecify.annotations.Nullable;

/**
 * All that is true of one deal, drawn before any fact of it is written.
 *
 * @param careful sold with care
 * @param happy whether the customer ends happy with the price
 * @param takenBackDay days after signing on which the customer changes their mind by deed
 * @param opened milliseconds since the epoch
 * @param closed when it was won or lost
 * @param amount what was finally agreed
 * @param crmDelay how late the facts of the CRM arrive, in milliseconds
 */
record Fate(
    Lead lead,
    String dealId,
    Product product,
    boolean careful,
    boolean won,
    boolean happy,
    @Nullable Integer takenBackDay,
    long opened,
    long closed,
    Money list,
    Money amount,
    long crmDelay) {

  String customerId() {
    return lead.customerId();
  }

  @Nullable RepTruth rep() {
    return lead.rep();
  }

  @Nullable String repId() {
    RepTruth rep = lead.rep();
    return rep == null ? null : rep.repId();
  }

  boolean pressured() {
    RepTruth rep = lead.rep();
    return !careful && rep != null && rep.style() == Style.AGGRESSIVE;
  }

  /** Whether the deal still stands some days after signing. */
  boolean standsOn(int day) {
    return takenBackDay == null || day < takenBackDay;
  }
}

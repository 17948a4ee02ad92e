package io.willingly.streams.demo;

import io.willingly.metrics.fact.Content;
import io.willingly.metrics.fact.Content.DealKind;
import io.willingly.metrics.fact.FactId;
import io.willingly.metrics.fact.Family;
import java.util.Locale;

/** Writes the facts of one deal. */
record Pen(Fate fate, Calendar calendar, Post post, Dice dice) {

  Pen split() {
    return new Pen(fate, calendar, post, dice.split());
  }

  DealStep step(DealKind kind) {
    return new DealStep(kind, fate.dealId());
  }

  /** A moment so many days after the deal was closed, always after the closing itself. */
  long after(int days) {
    return calendar.duringAfter(calendar.day(fate.closed()) + days, fate.closed(), dice);
  }

  /** A moment between opening and closing; 0 is the one, 1 the other. */
  long before(double part) {
    return fate.opened() + (long) ((fate.closed() - fate.opened()) * part) / 1000 * 1000;
  }

  void crm(long when, DealStep step) {
    deal(Source.CRM, when, step, fate.crmDelay());
  }

  void billing(long when, DealStep step) {
    deal(Source.BILLING, when, step, 0);
  }

  private void deal(String source, long when, DealStep step, long delay) {
    String suffix = step.kind().name().toLowerCase(Locale.ROOT) + ":" + when;
    send(Family.DEAL, source, fate.dealId() + ":" + suffix, when, step.build(), delay);
  }

  void send(Family family, String source, String eventId, long when, Content content, long delay) {
    post.send(new FactId(family, source, eventId), fate.customerId(), when, content, delay);
  }
}

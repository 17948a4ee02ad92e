package io.willingly.streams.demo;

import io.willingly.metrics.fact.Money;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides what will be true of each deal, from the truth of its rep alone. */
final class Fates {
  private static final List<Product> PRODUCTS = List.of(Product.values());
  private static final double SELF_SERVE_HAPPY = 0.85;
  private static final double SELF_SERVE_TAKEN_BACK = 0.05;
  private static final double LATER_THAN_30 = 0.2;
  private static final double CRM_OUTAGE = 0.005;
  private static final int RUSH_REACH_DAYS = 20;
  private static final long DAY = 24 * 3_600_000L;

  private final Calendar calendar;
  private int year;
  private int dealsOfYear;

  Fates(Calendar calendar) {
    this.calendar = calendar;
  }

  Fate draw(Lead lead, Dice dice) {
    RepTruth rep = lead.rep();
    Product product = dice.pick(PRODUCTS);
    boolean careful = rep == null || dice.chance(rep.care());
    boolean won = rep == null || dice.chance(winRate(rep, lead, product));
    boolean happy = dice.chance(rep == null ? SELF_SERVE_HAPPY : rep.manner(careful).happy());
    long opened = calendar.during(lead.day(), dice);
    long closedDay = closedDay(lead, careful, won, dice);
    long closed = closedDay == lead.day() ? opened + 2 * 60_000 : calendar.during(closedDay, dice);
    Money list = list(lead, product, dice);
    double discount = rep == null ? 0 : dice.around(rep.selling().discount(), 0.5);
    return new Fate(
        lead,
        nextId(lead.day()),
        product,
        careful,
        won,
        happy,
        won ? takenBackDay(rep, happy, dice) : null,
        opened,
        closed,
        list,
        new Money(Math.round(list.minor() * (1 - discount)), list.currency()),
        dice.chance(CRM_OUTAGE) ? dice.between(1, 3) * DAY : 0);
  }

  private String nextId(long day) {
    int thisYear = calendar.year(day);
    if (thisYear != year) {
      year = thisYear;
      dealsOfYear = 0;
    }
    return String.format(Locale.ROOT, "D-%d-%06d", year, ++dealsOfYear);
  }

  /** Pressure wins one-off deals and loses repeat ones (fourth essay). */
  private static double winRate(RepTruth rep, Lead lead, Product product) {
    double rate = rep.selling().winRate();
    boolean known = lead.kind() != Lead.Kind.FRESH;
    if (rep.style() == Style.AGGRESSIVE) {
      return known ? rate * 0.8 : product.recurring() ? rate * 0.95 : rate * 1.1;
    }
    return known ? Math.min(0.9, rate * 1.4) : rate;
  }

  private long closedDay(Lead lead, boolean careful, boolean won, Dice dice) {
    RepTruth rep = lead.rep();
    if (rep == null) {
      return lead.day();
    }
    double pace = dice.around(rep.manner(careful).paceDays(), won ? 0.6 : 0.9);
    long day = lead.day() + Math.max(1, Math.round(pace));
    boolean rush = won && !careful && dice.chance(rep.selling().quarterEndRush());
    return rush ? pulledForward(lead.day(), day, dice) : day;
  }

  /** Into the last three days of the quarter before, when that is near and the deal is open. */
  private long pulledForward(long opened, long day, Dice dice) {
    long deadline = calendar.quarterStart(day) - 1;
    long pulled = deadline - dice.between(0, 2);
    return day - deadline <= RUSH_REACH_DAYS && pulled > opened ? pulled : day;
  }

  private @Nullable Integer takenBackDay(@Nullable RepTruth rep, boolean happy, Dice dice) {
    double within30 = rep == null ? SELF_SERVE_TAKEN_BACK : rep.takenBack(happy);
    if (dice.chance(within30)) {
      double early = dice.unit();
      return (int) (31 * early * early);
    }
    return dice.chance(within30 * LATER_THAN_30) ? dice.between(31, 120) : null;
  }

  private static Money list(Lead lead, Product product, Dice dice) {
    RepTruth rep = lead.rep();
    double level = rep == null ? 0.3 : rep.selling().priceLevel();
    double share = lead.kind() == Lead.Kind.FRAME_CONTRACT ? 0.2 : 1;
    long whole = Math.round(dice.around(product.listMinor() / 100.0 * level * share, 0.4));
    return new Money(100 * whole, rep == null ? "EUR" : Roster.currency(rep.region()));
  }
}

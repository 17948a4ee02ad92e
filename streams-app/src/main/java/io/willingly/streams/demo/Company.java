package io.willingly.streams.demo;

import io.willingly.metrics.fact.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;

/**
 * A simulated company whose truth is known. The same settings give the same facts, always; memory
 * holds only what is on its way, never the past.
 */
public final class Company {
  /** Months of history before the moment a demo starts at. */
  public static final int HISTORY_MONTHS = 18;

  private final Settings settings;
  private final List<RepTruth> reps;

  /**
   * What decides a company.
   *
   * @param seed of everything drawn
   * @param reps at least 12
   * @param from first day of trading
   * @param zone the organisation's time zone
   */
  public record Settings(long seed, int reps, LocalDate from, ZoneId zone) {
    public static final long SEED = 20_250_101;
    public static final int REPS = 300;

    public Settings {
      if (reps < Roster.SMALLEST) {
        throw new IllegalArgumentException(
            "a simulated company has at least " + Roster.SMALLEST + " reps, not " + reps);
      }
    }

    /** The company of the demo, 18 months old at that moment. */
    public static Settings demo(Instant now, ZoneId zone) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      return new Settings(SEED, REPS, today.minusMonths(HISTORY_MONTHS), zone);
    }
  }

  public Company(Settings settings) {
    this.settings = settings;
    this.reps = Roster.hire(settings.reps(), Dice.seeded(settings.seed()));
  }

  public Settings settings() {
    return settings;
  }

  /** The truth of each rep, by id. */
  public List<RepTruth> truth() {
    return reps;
  }

  /** The top seller by revenue, clearly below with customers. */
  public RepTruth topSeller() {
    return reps.get(Roster.TOP_SELLER);
  }

  /** The quiet rep, clearly above with customers. */
  public RepTruth quietRep() {
    return reps.get(Roster.QUIET);
  }

  /** The rep whose customers answer on his device; only survey integrity shows it. */
  public RepTruth lender() {
    return reps.get(Roster.LENDER);
  }

  /**
   * All facts from the first day on, in order of strictly increasing arrival, without end.
   * Simulated a day at a time, as they are asked for.
   */
  public Iterator<Fact> facts() {
    return new Simulation(settings, reps);
  }
}

package io.willingly.metrics.quality;

import io.willingly.metrics.statistics.BinomialInterval;
import io.willingly.metrics.statistics.Interval;
import io.willingly.metrics.statistics.NetPromoter;
import io.willingly.metrics.statistics.NonResponse;
import io.willingly.metrics.statistics.ProductInterval;
import java.util.Optional;

/** A rate as the counts it comes from, and what they leave open at 95 % confidence. */
public sealed interface Estimate {

  /** How many of those we know of have it; of a score, its excess. */
  long numerator();

  /** Those we know of. */
  long denominator();

  /** All we would like to know of. */
  long eligible();

  /** Whether the counts are those of a whole and its parts. */
  boolean possible();

  /** The interval on screen. */
  Interval interval();

  /** The equal-tailed credible interval under Jeffreys' prior, where there is one. */
  Optional<Interval> jeffreys();

  /** Where the rate lies if all we do not know of were alike, one way or the other. */
  Interval worstCase();

  /** A share of units that are counted one by one: Wilson (1927). */
  record Proportion(long numerator, long denominator, long eligible) implements Estimate {
    @Override
    public boolean possible() {
      return 0 <= numerator && numerator <= denominator && denominator <= eligible;
    }

    @Override
    public Interval interval() {
      return BinomialInterval.WILSON.of(numerator, denominator, 0.95);
    }

    @Override
    public Optional<Interval> jeffreys() {
      return Optional.of(RecentIntervals.JEFFREYS.of(numerator, denominator));
    }

    @Override
    public Interval worstCase() {
      return NonResponse.bounds(numerator, denominator, eligible);
    }
  }

  /**
   * A share of units of some of which it is not known whether they have it (R19): the worst cases
   * are that none of them does, and that all do.
   */
  record Banded(long numerator, long unclear, long denominator) implements Estimate {
    @Override
    public long eligible() {
      return denominator;
    }

    @Override
    public boolean possible() {
      return 0 <= numerator && 0 <= unclear && numerator + unclear <= denominator;
    }

    @Override
    public Interval interval() {
      return counted().interval();
    }

    @Override
    public Optional<Interval> jeffreys() {
      return counted().jeffreys();
    }

    @Override
    public Interval worstCase() {
      return new Interval(
          (double) numerator / denominator, (double) (numerator + unclear) / denominator);
    }

    private Proportion counted() {
      return new Proportion(numerator, denominator, denominator);
    }
  }

  /** Kept share times happy share of the kept who answered. */
  record KeptAndHappy(Proportion kept, Proportion happy) implements Estimate {
    @Override
    public long numerator() {
      return happy.numerator();
    }

    @Override
    public long denominator() {
      return happy.denominator();
    }

    @Override
    public long eligible() {
      return happy.eligible();
    }

    @Override
    public boolean possible() {
      return kept.possible() && happy.possible();
    }

    @Override
    public Interval interval() {
      return product(kept.interval(), happy.interval());
    }

    @Override
    public Optional<Interval> jeffreys() {
      return kept.jeffreys().flatMap(one -> happy.jeffreys().map(other -> product(one, other)));
    }

    private Interval product(Interval ofKept, Interval ofHappy) {
      return ProductInterval.of(
          (double) kept.numerator() / kept.denominator(),
          ofKept,
          (double) happy.numerator() / happy.denominator(),
          ofHappy);
    }

    /** Deals are known to be kept or not; only answers can be missing. */
    @Override
    public Interval worstCase() {
      Interval unheard = happy.worstCase();
      double share = (double) kept.numerator() / kept.denominator();
      return new Interval(share * unheard.low(), share * unheard.high());
    }
  }

  /** Promoters less detractors: adjusted Wald (Rocks 2016). It has no Jeffreys interval. */
  record NetScore(long promoters, long detractors, long denominator, long eligible)
      implements Estimate {
    @Override
    public long numerator() {
      return promoters - detractors;
    }

    @Override
    public boolean possible() {
      return promoters >= 0
          && detractors >= 0
          && promoters + detractors <= denominator
          && denominator <= eligible;
    }

    @Override
    public Interval interval() {
      return new NetPromoter(promoters, denominator - promoters - detractors, detractors)
          .interval(0.95);
    }

    @Override
    public Optional<Interval> jeffreys() {
      return Optional.empty();
    }

    @Override
    public Interval worstCase() {
      double unheard = eligible - denominator;
      return new Interval((numerator() - unheard) / eligible, (numerator() + unheard) / eligible);
    }
  }
}

package io.willingly.metrics.integrity;

import io.willingly.metrics.fact.Content.SurveyKind;
import io.willingly.metrics.fold.AnswerCheck;
import io.willingly.metrics.statistics.FunnelLimits;
import io.willingly.metrics.statistics.Trials;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A way in which answers mislead, as a share that is suspicious when it is high (R101 to R105). A
 * high share is a question to ask, not an answer.
 */
public enum IntegrityCheck {
  /** Of delivered purchase surveys: not answered. */
  SILENT {
    @Override
    public Trials of(Tally tally) {
      long delivered = tally.get(TallyField.SURVEYS_DELIVERED, PURCHASE);
      boolean known = tally.get(TallyField.SURVEYS_DELIVERY_KNOWN, PURCHASE) >= delivered;
      long silent = delivered - tally.get(TallyField.SURVEYS_ANSWERED, PURCHASE);
      return known ? new Trials(silent, delivered) : NONE;
    }
  },
  /** Of answers with enough items: all items at the same end of their scales. */
  STRAIGHT_LINED {
    @Override
    public Trials of(Tally tally) {
      return answers(tally, AnswerCheck.STRAIGHT_LINED, AnswerCheck.LONG);
    }
  },
  /** Of answers: given within minutes after a call with the rep. */
  AFTER_CALL {
    @Override
    public Trials of(Tally tally) {
      return answers(tally, AnswerCheck.AFTER_CALL, AnswerCheck.ANSWERED);
    }
  },
  /**
   * Of answers whose origin is known: from an origin that another customer answered from before.
   */
  SAME_ORIGIN {
    @Override
    public Trials of(Tally tally) {
      long all = 0;
      long shared = 0;
      int end = tally.indexAfter(TallyField.ANSWER_ORIGIN);
      for (int i = tally.indexOf(TallyField.ANSWER_ORIGIN); i < end; i++) {
        long answers = tally.valueAt(i);
        all += answers;
        shared += Math.max(0, answers - 1);
      }
      return new Trials(shared, all);
    }

    /** Without those that meet by chance: a unit of another size has others. */
    @Override
    Trials expected(Tally unit) {
      Trials all = of(unit);
      long chance = Math.round(all.trials() * byChance(all.trials()));
      return new Trials(Math.max(0, all.successes() - chance), all.trials());
    }

    /** Of n origins about n (n - 1) / 2 pairs for each bucket meet there by chance (R102). */
    @Override
    double byChance(long trials) {
      return (trials - 1) / 2.0 / TallyField.MAX_BUCKET;
    }
  },
  /** Of deals with early trouble: nobody was asked. */
  TROUBLE_NOT_ASKED {
    @Override
    public Trials of(Tally tally) {
      return asked(tally, 2);
    }

    /** What share of the deals without trouble nobody was asked on. */
    @Override
    Trials expected(Tally unit) {
      return asked(unit, 0);
    }
  },
  /** Of deals with a happy answer: something was taken back after it. */
  HAPPY_THEN_REVERSED {
    @Override
    public Trials of(Tally tally) {
      long reversed = tally.get(TallyField.HAPPY_THEN_REVERSED, 1);
      return new Trials(reversed, reversed + tally.get(TallyField.HAPPY_THEN_REVERSED, 0));
    }
  };

  private static final int PURCHASE = SurveyKind.PURCHASE.ordinal();
  private static final Trials NONE = new Trials(0, 0);

  /** How many of how many in a tally. */
  public abstract Trials of(Tally tally);

  /** What a unit adds to the share all are measured by. */
  Trials expected(Tally unit) {
    return of(unit);
  }

  /** The share that a number of trials has by the way it is counted alone. */
  double byChance(long trials) {
    return 0;
  }

  /**
   * Which units' shares are above the funnel's limit about the share of all others, allowing for
   * how much those differ anyway (Spiegelhalter 2005). A unit is no measure of itself: among few,
   * one that is far off would else pass for how much they differ.
   *
   * @param units tallies of all units by id; origins are told apart in those of reps only (R102)
   * @param minimum units with fewer trials are not judged
   */
  public Set<String> suspicious(Map<String, Tally> units, int minimum) {
    Trials all = sum(units.values(), this::expected);
    Map<String, Trials> judged = new TreeMap<>();
    units.forEach(
        (id, unit) -> {
          Trials seen = of(unit);
          if (seen.trials() >= minimum) {
            judged.put(id, seen);
          }
        });
    Set<String> found = new TreeSet<>();
    units.forEach(
        (id, unit) -> {
          Trials seen = judged.get(id);
          Trials own = expected(unit);
          Trials others =
              new Trials(all.successes() - own.successes(), all.trials() - own.trials());
          if (seen != null && others.trials() > 0 && isAbove(seen, others, without(id, judged))) {
            found.add(id);
          }
        });
    return found;
  }

  private static List<Trials> without(String id, Map<String, Trials> judged) {
    List<Trials> others = new ArrayList<>();
    judged.forEach(
        (other, seen) -> {
          if (!other.equals(id)) {
            others.add(seen);
          }
        });
    return others;
  }

  /**
   * One unit in 500 is outside of the limits by chance alone, half of them above. Half an event
   * more and half a trial on either side: that nobody has had any says not that nobody could.
   */
  private boolean isAbove(Trials seen, Trials others, List<Trials> units) {
    double target = (others.successes() + 0.5) / (others.trials() + 1) + byChance(seen.trials());
    if (target >= 1) {
      return false;
    }
    double dispersion = units.isEmpty() ? 1 : FunnelLimits.dispersion(target, units);
    return seen.rate() > FunnelLimits.of(target, seen.trials(), 0.998, dispersion).high();
  }

  /** How many of how many in all units. */
  public Trials of(Collection<Tally> units) {
    return sum(units, this::of);
  }

  private static Trials sum(Collection<Tally> units, Function<Tally, Trials> of) {
    long successes = 0;
    long trials = 0;
    for (Tally unit : units) {
      Trials one = of.apply(unit);
      successes += one.successes();
      trials += one.trials();
    }
    return new Trials(successes, trials);
  }

  /** As in CSV, such as {@code same_origin}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Trials answers(Tally tally, AnswerCheck which, AnswerCheck of) {
    return new Trials(
        tally.get(TallyField.ANSWER_CHECK, which.ordinal()),
        tally.get(TallyField.ANSWER_CHECK, of.ordinal()));
  }

  private static Trials asked(Tally tally, int trouble) {
    long not = tally.get(TallyField.INVITED_BY_TROUBLE, trouble);
    return new Trials(not, not + tally.get(TallyField.INVITED_BY_TROUBLE, trouble + 1));
  }
}

package io.willingly.metrics.comparison;

import io.willingly.metrics.statistics.DirectStandardisation;
import io.willingly.metrics.statistics.DirectStandardisation.Stratum;
import io.willingly.metrics.statistics.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * One component of a unit beside the company's, by kind of deal. Kinds the unit has no trials of
 * are left out on both sides: nothing is known of how it would do there.
 */
final class Strata {
  private final Component component;
  private final SortedMap<Segment, Trials> own = new TreeMap<>();
  private final SortedMap<Segment, Trials> company = new TreeMap<>();
  private final long leftOut;

  Strata(Component component, Map<Segment, Counts> unit, Map<Segment, Counts> all) {
    this.component = component;
    long without = 0;
    for (Map.Entry<Segment, Counts> kind : all.entrySet()) {
      Trials ofUnit = component.of(unit.getOrDefault(kind.getKey(), Counts.NONE));
      Trials ofAll = component.of(kind.getValue());
      if (ofUnit.trials() > 0) {
        own.put(kind.getKey(), ofUnit);
        company.put(kind.getKey(), ofAll);
      } else {
        without += ofAll.trials();
      }
    }
    this.leftOut = without;
  }

  Component component() {
    return component;
  }

  SortedSet<Segment> kinds() {
    return new TreeSet<>(own.keySet());
  }

  Trials own(Segment kind) {
    return own.getOrDefault(kind, new Trials(0, 0));
  }

  Trials company(Segment kind) {
    return company.getOrDefault(kind, new Trials(0, 0));
  }

  /** Part of the company's trials that are of kinds the unit has trials of. */
  double covered() {
    long all = sum(company, Trials::trials);
    return (double) all / (all + leftOut);
  }

  /** The rate as counted. */
  double raw() {
    return (double) sum(own, Trials::successes) / sum(own, Trials::trials);
  }

  /** The rate with the company's mix of these kinds. */
  DirectStandardisation standardised() {
    List<Stratum> strata = new ArrayList<>();
    own.forEach(
        (kind, trials) ->
            strata.add(new Stratum(company(kind).trials(), trials.successes(), trials.trials())));
    return DirectStandardisation.of(strata);
  }

  /** The company's rate over the same kinds. */
  double companyRate() {
    return (double) sum(company, Trials::successes) / sum(company, Trials::trials);
  }

  /** A kind's part of the unit's trials. */
  double share(Segment kind) {
    return (double) own(kind).trials() / sum(own, Trials::trials);
  }

  /** A kind's part of the company's trials, of the kinds the unit has too. */
  double companyShare(Segment kind) {
    return (double) company(kind).trials() / sum(company, Trials::trials);
  }

  /**
   * What a kind adds to the difference between the raw and the adjusted rate; over all kinds it
   * sums to the difference, whatever rate is taken off each. It is the unit's own: of one that is
   * bad everywhere no kind is the reason.
   */
  double effect(Segment kind) {
    return (share(kind) - companyShare(kind)) * (own(kind).rate() - standardised().rate());
  }

  private static long sum(Map<Segment, Trials> trials, ToLongFunction<Trials> count) {
    return trials.values().stream().mapToLong(count).sum();
  }
}

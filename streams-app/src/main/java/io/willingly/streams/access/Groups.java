package io.willingly.streams.access;

import io.willingly.metrics.scope.ScopeId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who is in which team, and how many people a number must be about.
 *
 * @param teamByRep team of each rep; of one the directory does not know {@link ScopeId#UNASSIGNED}
 * @param minimum a group of fewer people is small; at least 1
 */
public record Groups(Map<String, String> teamByRep, int minimum) {
  public Groups {
    teamByRep = Map.copyOf(teamByRep);
    if (minimum < 1) {
      throw new IllegalArgumentException("a group has at least one member: " + minimum);
    }
  }

  Optional<String> teamOf(String rep) {
    return Optional.ofNullable(teamByRep.get(rep));
  }

  /** How many reps of each team are unseen by who sees these; teams without reps are absent. */
  TreeMap<String, Integer> unseen(Predicate<String> seen) {
    TreeMap<String, Integer> unseen = new TreeMap<>();
    teamByRep.forEach((rep, team) -> unseen.merge(team, seen.test(rep) ? 0 : 1, Integer::sum));
    return unseen;
  }

  /** Whether so many people are enough to hide in, or there is nobody to hide. */
  boolean hides(int people) {
    return people == 0 || people >= minimum;
  }
}

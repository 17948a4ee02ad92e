package io.willingly.streams.http;

import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.ScopeId;
import io.willingly.streams.query.AsOf;
import io.willingly.streams.query.Reading;
import io.willingly.streams.query.RepEntry;
import io.willingly.streams.query.Split;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names that deals or the directory bring. A table of a misspelt one would be empty, and pass for
 * an answer.
 */
record KnownNames(Basis basis) {
  private static final int SHOWN = 20;

  /**
   * A question that may be of one product line: where its answer has no rows, the line must be one
   * of some deal.
   */
  Question products(Question question) {
    return asked -> {
      Answer answer = question.ask(asked);
      String line = asked.text("product").orElse("");
      if (!line.isEmpty() && answer.json().path("rows").isEmpty()) {
        if (!basis.sight().seesCompany(asked.viewer())) {
          throw Problem.parameter("product", "no deal here is of '%s'".formatted(line));
        }
        require("product", line, lines(asked));
      }
      return answer;
    };
  }

  private Set<String> lines(Asked asked) {
    return basis
        .reads()
        .boards()
        .split(
            ScopeId.organisation(basis.sight().organisation()), Period.ALL, AsOf.day(asked.today()))
        .rows()
        .stream()
        .map(Split.Row::productLine)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Looks at {@code team} and {@code segment}, where they are given.
   *
   * @throws Problem when no rep has such a one, today or on the day of the question, among those
   *     the viewer may see numbers of
   */
  void requireOfReps(Asked asked) {
    asked.text("team").ifPresent(team -> require("team", team, teams(asked)));
    asked.text("segment").ifPresent(segment -> require("segment", segment, segments(asked)));
  }

  private Set<String> teams(Asked asked) {
    Set<String> teams = new TreeSet<>(basis.sight().groups().get().teamByRep().values());
    reps(asked.asOf()).stream().map(RepEntry::team).forEach(teams::add);
    teams.removeIf(team -> !basis.sight().seesNumbers(asked.viewer(), ScopeId.team(team)));
    // Somebody's deals may be of nobody the directory knows.
    teams.add(ScopeId.UNASSIGNED);
    return teams;
  }

  private Set<String> segments(Asked asked) {
    return Stream.of(asked.asOf(), AsOf.day(asked.today()))
        .distinct()
        .flatMap(day -> reps(day).stream())
        .map(RepEntry::segment)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Collection<RepEntry> reps(AsOf day) {
    return basis.reads().boards().directory(day).reps();
  }

  private static void require(String parameter, String name, Set<String> known) {
    if (!known.contains(name)) {
      Reading.whole();
      String some =
          known.stream()
              .filter(each -> !each.startsWith("~"))
              .limit(SHOWN)
              .collect(Collectors.joining(", "));
      throw Problem.parameter(
          parameter,
          "there is no '%s'; known are %s%s"
              .formatted(name, some.isEmpty() ? "none" : some, known.size() > SHOWN ? ", …" : ""));
    }
  }
}

package io.willingly.metrics.scope;

import io.willingly.metrics.definition.Definition;
import io.willingly.metrics.fact.Fact;
import io.willingly.metrics.fold.Delta.OutcomeMove;
import io.willingly.metrics.fold.RepDirectory;
import io.willingly.metrics.fold.Rows;
import io.willingly.metrics.period.Period;
import io.willingly.metrics.scope.TeamHistory.Known;
import io.willingly.metrics.tally.Causes;
import io.willingly.metrics.tally.Cell;
import io.willingly.metrics.tally.CellKey;
import io.willingly.metrics.tally.CellSum;
import io.willingly.metrics.tally.Tally;
import io.willingly.metrics.tally.TallyField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * One rep's rows: his tallies and his directory entries, and what of both goes to his team and to
 * the organisation. Teams and the organisation count a deal once, through its primary (R40).
 *
 * <p>A cell that arrived on day a goes to the team known on a, and moves on each later arrival day
 * on which another team becomes known for its cohort day (R39). So the team's number as known on
 * any day is that of the facts known on it, in whichever order cells and entries come.
 */
public final class RepFold {
  private static final byte[] DIRECTORY_KEY = {'f'};
  private static final byte[] TEAMS_KEY = {'t'};

  private final Definition definition;
  private final ScopeId organisation;

  public RepFold(Definition definition, String organisationId) {
    this.definition = definition;
    this.organisation = ScopeId.organisation(organisationId);
  }

  /**
   * What a delivery changed.
   *
   * @param outcomes moves of the ledger
   * @param rejected directory entries that lost a conflict (R4)
   * @param changed published rows of the rep that changed
   * @param forward differences for his teams and the organisation
   */
  public record Change(
      List<OutcomeMove> outcomes,
      List<Fact> rejected,
      SortedSet<Changed> changed,
      List<ScopeCell> forward) {}

  /** Adds differences of the rep's contributions. */
  public Change addCells(Rows rows, String repId, Collection<Cell> cells) {
    SortedSet<Changed> changed = new ScopeTallies(rows).add(cells);
    TeamHistory teams = TeamHistory.read(repId, rows.get(TEAMS_KEY));
    Forward forward = new Forward(arrivalDay -> directory(rows).arrivedOn(arrivalDay));
    for (Cell cell : cells) {
      if (cell.key().role().equals(CellKey.PRIMARY)) {
        forward.add(organisation, cell, cell.arrivalDay(), cell.tally(), cell.causes());
        forward.route(cell, cell.tally(), cell.causes(), teams.on(cell.key().cohortDay()));
      }
    }
    return new Change(List.of(), List.of(), changed, forward.cells());
  }

  /** Adds a delivered directory entry of the rep; moves only the cohort days whose team changes. */
  public Change apply(Rows rows, Fact entry) {
    String repId = entry.customerId();
    RepDirectory directory = directory(rows);
    RepDirectory.Added added = directory.add(entry);
    rows.put(DIRECTORY_KEY, directory.toBytes());
    TeamHistory before = TeamHistory.read(repId, rows.get(TEAMS_KEY));
    TeamHistory after = TeamHistory.of(repId, directory);
    rows.put(TEAMS_KEY, after.toBytes());
    return new Change(
        added.outcomes(),
        added.rejected(),
        Collections.emptySortedSet(),
        moves(new ScopeTallies(rows), before, after, Causes.of(entry)));
  }

  private RepDirectory directory(Rows rows) {
    return RepDirectory.read(definition, rows.get(DIRECTORY_KEY));
  }

  private static List<ScopeCell> moves(
      ScopeTallies tallies, TeamHistory before, TeamHistory after, Causes entry) {
    Forward forward = new Forward(arrivalDay -> entry);
    for (int day : tallies.days(CellKey.PRIMARY, Period.ALL.days(0))) {
      if (!before.on(day).equals(after.on(day))) {
        for (Cell cell : tallies.cells(CellKey.PRIMARY, day)) {
          forward.route(cell, cell.tally().negate(), entry, before.on(day));
          forward.route(cell, cell.tally(), entry, after.on(day));
        }
      }
    }
    return forward.cells();
  }

  /**
   * The directory entry that holds on a day, as known at the end of an arrival day; absent when the
   * directory is silent.
   */
  public Optional<RepDirectory.Entry> entry(Rows rows, int day, int knownOn) {
    return directory(rows).entriesKnownOn(knownOn).stream()
        .filter(entry -> entry.rep().effectiveFrom() <= day)
        .reduce(
            (held, next) -> next.rep().effectiveFrom() >= held.rep().effectiveFrom() ? next : held);
  }

  /**
   * What a rep's tally adds to those of his team and of the organisation: all but origins, which
   * tell something of one rep only, by thousands of buckets (R102).
   */
  public static Tally shared(Tally tally) {
    return tally.without(TallyField.ANSWER_ORIGIN);
  }

  /** The team a rep's deals of a cohort day count for, as known at the end of an arrival day. */
  public static String team(Rows rows, String repId, int cohortDay, int knownOn) {
    String team = ScopeId.UNASSIGNED;
    for (Known known : TeamHistory.read(repId, rows.get(TEAMS_KEY)).on(cohortDay)) {
      team = known.arrivalDay() <= knownOn ? known.team() : team;
    }
    return team;
  }

  private static final class Forward {
    private final Map<ScopeId, CellSum> sums = new TreeMap<>();
    private final IntFunction<Causes> movers;
    private final Map<Integer, Causes> moversByDay = new HashMap<>();

    /**
     * Collects.
     *
     * @param movers why a rep moved to another team, by the arrival day on which that became known
     */
    Forward(IntFunction<Causes> movers) {
      this.movers = movers;
    }

    void route(Cell cell, Tally tally, Causes own, List<Known> teams) {
      int at = teams.size() - 1;
      while (teams.get(at).arrivalDay() > cell.arrivalDay()) {
        at--;
      }
      add(ScopeId.team(teams.get(at).team()), cell, cell.arrivalDay(), tally, own);
      for (int next = at + 1; next < teams.size(); next++) {
        int arrivalDay = teams.get(next).arrivalDay();
        Causes why = moversByDay.computeIfAbsent(arrivalDay, movers::apply);
        add(ScopeId.team(teams.get(next - 1).team()), cell, arrivalDay, tally.negate(), why);
        add(ScopeId.team(teams.get(next).team()), cell, arrivalDay, tally, why);
      }
    }

    void add(ScopeId scope, Cell cell, int arrivalDay, Tally tally, Causes why) {
      Tally shared = shared(tally);
      if (shared.isZero()) {
        return;
      }
      CellKey key = cell.key();
      CellKey ofScope =
          new CellKey(scope.id(), key.role(), key.productLine(), key.recurring(), key.cohortDay());
      sums.computeIfAbsent(scope, absent -> new CellSum()).add(ofScope, arrivalDay, shared, why);
    }

    List<ScopeCell> cells() {
      List<ScopeCell> cells = new ArrayList<>();
      sums.forEach(
          (scope, sum) -> sum.cells().forEach(cell -> cells.add(new ScopeCell(scope, cell))));
      return cells;
    }
  }
}
